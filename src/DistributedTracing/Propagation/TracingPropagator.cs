using System.Diagnostics;
using DistributedTracing.AmbientBaggage;
using DistributedTracing.Sampling;

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
        if (setter is not null)
        {
            Inject(activity, carrier, setter, _writer.Prepare(carrier));
        }
    }

    /// <summary>Writes into a carrier of the application's, which says itself what it is for.</summary>
    public void InjectAll(Activity? activity, object? carrier, PropagatorSetterCallback setter) => Inject(activity, carrier, setter, ContextParts.All);

    private void Inject(Activity? activity, object? carrier, PropagatorSetterCallback setter, ContextParts parts)
    {
        if ((parts & ContextParts.Ids) != 0 && activity is not null && TryGetContext(activity, out var context))
        {
            _writer.Write(context, carrier, setter);
        }

        // Also where there is no span: an item is set for callees whether or not anything is recorded.
        if ((parts & ContextParts.Baggage) != 0 && _writer.WritesBaggage)
        {
            _writer.WriteBaggage(FlowBaggage.ToSend(activity), carrier, setter);
        }
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        if (TryExtract(carrier, getter, out ReceivedContext context))
        {
            traceId = context.ToTraceParent();
            traceState = context.TraceState;
            return;
        }

        traceId = null;
        traceState = null;
    }

    /// <summary>Reads the context a span starts from, without the detour over its W3C form.</summary>
    public bool TryExtract(object? carrier, PropagatorGetterCallback getter, out ActivityContext context)
    {
        var isExtracted = TryExtract(carrier, getter, out ReceivedContext received);
        context = isExtracted ? received.ToActivityContext() : default;
        return isExtracted;
    }

    /// <summary>Reads what a caller that sent no context decided about the trace that begins here.</summary>
    public HeadVerdict ExtractLoneDecision(object? carrier, PropagatorGetterCallback getter) =>
        TrustIn(carrier) == IncomingTrust.Trust ? _reader.ReadLoneDecision(carrier, getter) : HeadVerdict.None;

    /// <summary>Reads the baggage, in the order of the headers.</summary>
    public List<KeyValuePair<string, string?>>? ReadBaggage(object? carrier, PropagatorGetterCallback getter) =>
        Continues(TrustIn(carrier)) ? _reader.ReadBaggage(carrier, getter) : null;

    // In reverse, as the propagators of .NET answer: ASP.NET Core adds each item before those it added already.
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter)
    {
        var items = getter is null ? null : ReadBaggage(carrier, getter);
        items?.Reverse();
        return items;
    }

    private bool TryExtract(object? carrier, PropagatorGetterCallback? getter, out ReceivedContext context)
    {
        context = default;
        if (getter is null || TrustIn(carrier) is var trust && !Continues(trust) || !_reader.TryRead(carrier, getter, out context))
        {
            return false;
        }

        if (trust == IncomingTrust.ContinueIgnoringSampling)
        {
            context = context.WithoutDecision();
        }

        return true;
    }

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
        var spanId = activity.SpanId;
        if (IsNeverExported(activity))
        {
            activity = NearestKnown(activity);
            spanId = SpanIdOf(activity);
        }

        // An activity that is not recorded never met the processor that sets the flag.
        var random = RandomTraceId.IsIn(activity) ? ContextFlags.RandomTraceId : ActivityTraceFlags.None;
        context = new ActivityContext(activity.TraceId, spanId, activity.ActivityTraceFlags | random, activity.TraceStateString);
        return activity.IdFormat == ActivityIdFormat.W3C && spanId != default;
    }

    private static Activity NearestKnown(Activity activity)
    {
        while (IsNeverExported(activity) && activity.Parent is { } parent)
        {
            activity = parent;
        }

        return activity;
    }

    // When nothing of this process is known to others, the nearest span is that of who called this service. Without a caller, an id that
    // comes with the word that nothing is recorded would only keep the callee from recording.
    private static ActivitySpanId SpanIdOf(Activity known) =>
        IsOfUnrecordedSource(known) && (known.ParentSpanId != default || !known.Recorded) ? known.ParentSpanId : known.SpanId;

    private static bool IsNeverExported(Activity activity) =>
        activity.Source.Name.Length == 0 && (!activity.Recorded || IsOfUnrecordedSource(activity));

    // When its source is not recorded, the framework makes an activity without a source that nobody exports
    // (https://github.com/open-telemetry/opentelemetry-dotnet/issues/3562). Such an activity takes the flags of the span around it,
    // so "recorded" says nothing about it; another one without a source may be exported.
    private static bool IsOfUnrecordedSource(Activity activity) =>
        activity.Source.Name.Length == 0 && activity.OperationName is HttpClientActivity or HostingActivity;
}
