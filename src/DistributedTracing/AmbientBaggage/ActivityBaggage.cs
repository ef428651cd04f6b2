using System.Collections.ObjectModel;
using System.Diagnostics;

namespace DistributedTracing.AmbientBaggage;

/// <summary>.NET's store, <see cref="Activity.Baggage"/>: a list for each activity that continues in its parent's.</summary>
internal static class ActivityBaggage
{
    /// <summary>Whether an activity or one around it has items.</summary>
    public static bool IsHeld(Activity? activity) => activity?.Baggage is not (null or KeyValuePair<string, string?>[] { Length: 0 });

    /// <summary>Gets the items an activity shows.</summary>
    /// <remarks>An item comes before the older one of the same key, which it hides; null hides it as well.</remarks>
    public static IReadOnlyDictionary<string, string> Of(Activity? activity)
    {
        if (!IsHeld(activity))
        {
            return ReadOnlyDictionary<string, string>.Empty;
        }

        var items = new Dictionary<string, string>(StringComparer.Ordinal);
        HashSet<string>? hidden = null;
        foreach (var (key, value) in activity!.Baggage)
        {
            if (value is null)
            {
                (hidden ??= new HashSet<string>(StringComparer.Ordinal)).Add(key);
            }
            else if (hidden is null || !hidden.Contains(key))
            {
                items.TryAdd(key, value);
            }
        }

        return items;
    }

    /// <summary>Makes an activity show other items than it does.</summary>
    /// <returns>Whether anything had to be changed.</returns>
    public static bool Change(Activity activity, IReadOnlyDictionary<string, string> from, IReadOnlyDictionary<string, string> to)
    {
        var isChanged = false;
        foreach (var (key, value) in to)
        {
            if (from.GetValueOrDefault(key) != value)
            {
                activity.SetBaggage(key, value);
                isChanged = true;
            }
        }

        foreach (var key in from.Keys)
        {
            if (!to.ContainsKey(key))
            {
                // To set null would uncover the item of the activity around this one.
                activity.AddBaggage(key, null);
                isChanged = true;
            }
        }

        return isChanged;
    }
}
