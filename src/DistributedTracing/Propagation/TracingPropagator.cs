using System.Diagnostics;

namespace DistributedTracing.Propagation;

/// <summary>
/// The one propagator of the process: ASP.NET Core, HttpClient and the messaging clients of .NET read and write trace context
/// through it, and OpenTelemetry through <see cref="OpenTelemetryPropagator"/>. Thread safe.
/// </summary>
internal sealed class TracingPropagator : DistributedContextPropagator
{
    private const string HttpClientActivity = "System.Net.Http.HttpRequestOut";
    private const string HostingActivity = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    private readonly ContextReader _reader;
    private readonly ContextWriter _writer;
    private readonly ITrustPolicy[] _policies;

    public TracingPropagator(PropagationOptions options, IEnumerable<ITrustPolicy>? policies = null, RefusedHostLog? refusedHosts = null)
    {
        _reader = new ContextReader(options.Extract);
        _writer = new ContextWriter(options, refusedHosts is null ? null : refusedHosts.Report);
        _policies = [.. policies ?? []];
    }

    /// <summary>Gets what reads contexts whoever sent them.</summary>
    public ContextReader Reader => _reader;

    /// <summary>Gets what writes contexts.</summary>
    public ContextWriter Writer => _writer;

    public override IReadOnlyCollection<string> Fields => _writer.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (activity is null || setter is null)
        {
            return;
        }

        var parts = _writer.Prepare(carrier);
        if (parts == ContextParts.None || !TryGetContext(activity, out var context))
        {
            return;
        }

        if ((parts & ContextParts.Ids) != 0)
        {
            _writer.Write(context, carrier, setter);
        }

        _writer.WriteBaggage(activity.Baggage, carrier, setter);
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
        var spanId = activity.Source.Name.Length > 0 ? activity.SpanId : KnownSpanId(ref activity);
        context = new ActivityContext(activity.TraceId, spanId, activity.ActivityTraceFlags, activity.TraceStateString);
        return activity.IdFormat == ActivityIdFormat.W3C && spanId != default;
    }

    // Goes out to the first activity that others may know of.
    private static ActivitySpanId KnownSpanId(ref Activity activity)
    {
        while (IsNeverExported(activity) && activity.Parent is { } parent)
        {
            activity = parent;
        }

        if (!IsOfUnrecordedSource(activity))
        {
            return activity.SpanId;
        }

        // The nearest span that others know of is that of who called this service. Without a caller, an id of HttpClient that comes
        // with its word that nothing is recorded would only keep the callee from recording.
        var isWorthless = activity.OperationName == HttpClientActivity && !activity.Recorded;
        return activity.ParentSpanId != default || isWorthless ? activity.ParentSpanId : activity.SpanId;
    }

    private static bool IsNeverExported(Activity activity) =>
        activity.Source.Name.Length == 0 && (!activity.Recorded || IsOfUnrecordedSource(activity));

    // When its source is not recorded, the framework makes an activity without a source that nobody exports
    // (https://github.com/open-telemetry/opentelemetry-dotnet/issues/3562). Such an activity takes the flags of the span around it,
    // so "recorded" says nothing about it; another one without a source may be exported.
    private static bool IsOfUnrecordedSource(Activity activity) =>
        activity.Source.Name.Length == 0 && activity.OperationName is HttpClientActivity or HostingActivity;
}
