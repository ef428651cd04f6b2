using System.Diagnostics;

namespace DistributedTracing.Propagation;

/// <summary>
/// The one propagator of the process: ASP.NET Core, HttpClient and the messaging clients of .NET read and write trace context
/// through it, and OpenTelemetry through <see cref="OpenTelemetryPropagator"/>. Thread safe.
/// </summary>
internal sealed class TracingPropagator : DistributedContextPropagator
{
    private const string HttpClientActivity = "System.Net.Http.HttpRequestOut";

    private readonly ContextFormat[] _extract;
    private readonly ContextFormat[] _inject;
    private readonly bool _extractBaggage;
    private readonly bool _injectBaggage;

    public TracingPropagator(PropagationOptions options)
    {
        _extract = ContextFormats.Select(options.Extract);
        _inject = ContextFormats.Select(options.Inject);
        _extractBaggage = ContextFormats.IncludesBaggage(options.Extract);
        _injectBaggage = ContextFormats.IncludesBaggage(options.Inject);

        // HttpClient clears these before it sends a request again, so everything that may have been written is listed.
        Fields = [.. _inject.SelectMany(format => format.Fields), .. _injectBaggage ? [W3CBaggage.Header] : Array.Empty<string>()];
    }

    public override IReadOnlyCollection<string> Fields { get; }

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (activity is null || setter is null || !TryGetContext(activity, out var context))
        {
            return;
        }

        InjectContext(context, carrier, setter);
        InjectBaggage(activity.Baggage, carrier, setter);
    }

    public void InjectContext(in ActivityContext context, object? carrier, PropagatorSetterCallback setter)
    {
        foreach (var format in _inject)
        {
            format.Inject(context, carrier, setter);
        }
    }

    public void InjectBaggage(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
        if (_injectBaggage)
        {
            W3CBaggage.Inject(baggage, carrier, setter);
        }

        foreach (var format in _inject)
        {
            format.InjectBaggage(baggage, carrier, setter);
        }
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        if (getter is not null)
        {
            foreach (var format in _extract)
            {
                if (format.TryExtract(carrier, getter, out traceId, out traceState))
                {
                    return;
                }
            }
        }

        traceId = null;
        traceState = null;
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter)
    {
        if (getter is null)
        {
            return null;
        }

        var items = _extractBaggage ? W3CBaggage.Extract(carrier, getter) : null;
        foreach (var format in _extract)
        {
            items = Merge(items, format.ExtractBaggage(carrier, getter));
        }

        return items;
    }

    // A caller that speaks several formats sends an item in each; the first is kept.
    private static List<KeyValuePair<string, string?>>? Merge(List<KeyValuePair<string, string?>>? items, List<KeyValuePair<string, string?>>? more)
    {
        if (items is null || more is null)
        {
            return items ?? more;
        }

        return [.. items, .. more.ExceptBy(items.Select(item => item.Key), item => item.Key, StringComparer.OrdinalIgnoreCase)];
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
