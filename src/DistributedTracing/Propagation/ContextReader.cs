using DistributedTracing.Sampling;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>Reads contexts and baggage in an ordered list of formats, whoever sent them. Without side effects; thread safe.</summary>
internal sealed class ContextReader(IEnumerable<string> formats)
{
    private readonly ContextFormat[] _formats = ContextFormats.Select(formats);
    private readonly ContextFormat[] _decisionFormats = [.. ContextFormats.Select(formats).Where(format => format.HasLoneDecisions)];
    private readonly bool _readsBaggage = ContextFormats.IncludesBaggage(formats);

    /// <summary>Reads the context of the first format that the carrier holds a valid one of.</summary>
    public bool TryRead(object? carrier, PropagatorGetterCallback getter, out ReceivedContext context)
    {
        foreach (var format in _formats)
        {
            if (format.TryExtract(carrier, getter, out context))
            {
                return true;
            }
        }

        context = default;
        return false;
    }

    /// <summary>Reads the context of the first format that the carrier holds a valid one of, in the form of W3C.</summary>
    public bool TryRead(object? carrier, PropagatorGetterCallback getter, out string? traceParent, out string? traceState)
    {
        var isRead = TryRead(carrier, getter, out ReceivedContext context);
        traceParent = isRead ? context.ToTraceParent() : null;
        traceState = context.TraceState;
        return isRead;
    }

    /// <summary>Reads the sampling decision of a carrier that holds no context.</summary>
    public HeadVerdict ReadLoneDecision(object? carrier, PropagatorGetterCallback getter)
    {
        foreach (var format in _decisionFormats)
        {
            var decision = format.ReadLoneDecision(carrier, getter);
            if (decision != HeadVerdict.None)
            {
                return decision;
            }
        }

        return HeadVerdict.None;
    }

    /// <summary>Reads the baggage of all formats.</summary>
    public List<KeyValuePair<string, string?>>? ReadBaggage(object? carrier, PropagatorGetterCallback getter)
    {
        var items = _readsBaggage ? W3CBaggage.Extract(carrier, getter) : null;
        foreach (var format in _formats)
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
}
