using System.Collections.ObjectModel;
using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.AmbientBaggage;

/// <summary>What <see cref="Baggage.Current"/> means for one activity: its items, and what both stores held when they last agreed.</summary>
/// <param name="Agreement">What both stores agreed on, if they ever did for this activity.</param>
/// <param name="Items">The items.</param>
/// <param name="Shown">The items they agreed on.</param>
internal readonly record struct FlowItems(Agreement? Agreement, Baggage Items, Baggage Shown)
{
    /// <summary>Finds what holds for an activity.</summary>
    public static FlowItems For(Activity? activity, Agreement? last)
    {
        var items = Baggage.Current;
        for (var agreement = last; agreement is not null; agreement = agreement.Outer)
        {
            if (agreement.Covers(activity))
            {
                return new FlowItems(agreement, items, agreement.Shown);
            }

            items = agreement.Leave(items);
        }

        // An activity of another trace, or none, in a flow that has items: they go along, as OpenTelemetry means them to.
        return new FlowItems(null, Baggage.Current, last?.Shown ?? default);
    }

    /// <summary>Puts in what has changed in the activity's items since the agreement, except where the flow's item has changed too.</summary>
    public Baggage With(IReadOnlyDictionary<string, string> ofActivity)
    {
        var (flow, shown) = (Items.GetBaggage(), Shown.GetBaggage());
        var known = Agreement?.OfActivity ?? ReadOnlyDictionary<string, string>.Empty;
        Dictionary<string, string>? merged = null;
        foreach (var (key, value) in ofActivity)
        {
            if (known.GetValueOrDefault(key) != value && flow.GetValueOrDefault(key) is var current && current == shown.GetValueOrDefault(key) && current != value)
            {
                (merged ??= new Dictionary<string, string>(flow, StringComparer.Ordinal))[key] = value;
            }
        }

        foreach (var key in known.Keys)
        {
            if (!ofActivity.ContainsKey(key) && flow.TryGetValue(key, out var current) && current == shown.GetValueOrDefault(key))
            {
                (merged ??= new Dictionary<string, string>(flow, StringComparer.Ordinal)).Remove(key);
            }
        }

        return merged is null ? Items : Baggage.Create(merged);
    }
}
