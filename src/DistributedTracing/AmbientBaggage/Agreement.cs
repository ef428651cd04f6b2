using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.AmbientBaggage;

/// <summary>What both stores held when they were last brought together in a flow of execution. Immutable.</summary>
/// <param name="Owner">The activity it holds for, with those inside it; <see langword="null"/> when there was none.</param>
/// <param name="OfActivity">What the activity showed.</param>
/// <param name="Shown">What <see cref="Baggage.Current"/> was set to.</param>
/// <param name="Before">What <see cref="Baggage.Current"/> is when the owner has ended, unless it is changed until then.</param>
/// <param name="Outer">What holds when the owner has ended.</param>
internal sealed record Agreement(
    Activity? Owner, IReadOnlyDictionary<string, string> OfActivity, Baggage Shown, Baggage Before, Agreement? Outer)
{
    /// <summary>Whether it holds for an activity.</summary>
    public bool Covers(Activity? activity)
    {
        // What was set before any span holds for all of them.
        if (Owner is null && Outer is null)
        {
            return true;
        }

        while (activity is not null && activity != Owner)
        {
            activity = activity.Parent;
        }

        return activity == Owner;
    }

    /// <summary>Gets what <see cref="Baggage.Current"/> is outside the owner: as before it, with the changes made through it since.</summary>
    public Baggage Leave(Baggage current)
    {
        var (from, to) = (Shown.GetBaggage(), current.GetBaggage());
        if (ReferenceEquals(from, to))
        {
            return Before;
        }

        var items = new Dictionary<string, string>(Before.GetBaggage(), StringComparer.Ordinal);
        foreach (var (key, value) in to)
        {
            if (from.GetValueOrDefault(key) != value)
            {
                items[key] = value;
            }
        }

        foreach (var key in from.Keys)
        {
            if (!to.ContainsKey(key))
            {
                items.Remove(key);
            }
        }

        return Baggage.Create(items);
    }
}
