using System.Diagnostics;
using DistributedTracing.AmbientBaggage;

namespace DistributedTracing.Propagation;

/// <summary>
/// The one propagator of the process: ASP.NET Core, HttpClient and the messaging clients of .NET read and write trace context
/// through it, and OpenTelemetry through <see cref="OpenTelemetryPropagator"/>. Thread safe.
/// </summary>
internal sealed class TracingPropagator : DistributedContextPropagator
{
    private const string HttpClientActivity = "System.Net.Http.HttpRequestOut";

    private readonly ContextReader _reader;
    private readonly ContextWriter _writer;
    private readonly ITrustPolicy[] _policies;

    public TracingPropagator(PropagationOptions options, IEnumerable<ITrustPolicy>? policies = null)
    {
        _reader = new ContextReader(options.Extract);
        _writer = new ContextWriter(options.Inject);
        _policies = [.. policies ?? []];
    }

    /// <summary>Gets what reads contexts whoever sent them.</summary>
    public ContextReader Reader => _reader;

    /// <summary>Gets what writes contexts.</summary>
    public ContextWriter Writer => _writer;

    public override IReadOnlyCollection<string> Fields => _writer.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (setter is null)
        {
            return;
        }

        if (activity is not null && TryGetContext(activity, out var context))
        {
            _writer.Write(context, carrier, setter);
        }

        // Also where there is no span: an item is set for callees whether or not anything is recorded.
        _writer.WriteBaggage(FlowBaggage.ToSend(activity), carrier, setter);
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        traceId = null;
        traceState = null;
        if (getter is null || TrustIn(carrier) is var trust && !Continues(trust) || !_reader.TryRead(carrier, getter, out traceId, out traceState))
        {
            return;
        }

        if (trust == IncomingTrust.ContinueIgnoringSampling)
        {
            traceId = TraceParent.WithoutDecision(traceId!);
        }
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        getter is not null && Continues(TrustIn(carrier)) ? _reader.ReadBaggage(carrier, getter) : null;

    private static bool Continues(IncomingTrust trust) => trust is IncomingTrust.Trust or IncomingTrust.ContinueIgnoringSampling;

    // The least trusting one has its way.
    private IncomingTrust TrustIn(object? carrier)
    {
        var trust = IncomingTrust.Trust;
        foreach (var policy in _policies)
        {
            trust = (IncomingTrust)Math.Max((int)trust, (int)policy.TrustIn(carrier));
        }

        return trust;
    }

    private static bool TryGetContext(Activity activity, out ActivityContext context)
    {
        var known = IsNeverExported(activity) && activity.Parent is { } parent ? parent : activity;
        if (known.IdFormat != ActivityIdFormat.W3C)
        {
            context = default;
            return false;
        }

        context = new ActivityContext(known.TraceId, known.SpanId, known.ActivityTraceFlags, known.TraceStateString);
        return true;
    }

    // When its source is not recorded, HttpClient makes an activity without a source that nobody exports
    // (https://github.com/open-telemetry/opentelemetry-dotnet/issues/3562); the callee's parent is the span around it. Such an
    // activity takes the flags of that span, so "recorded" says nothing about it; another one without a source may be exported.
    private static bool IsNeverExported(Activity activity) =>
        activity.Source.Name.Length == 0 && (!activity.Recorded || activity.OperationName == HttpClientActivity);
}
