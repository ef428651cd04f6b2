using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.AmbientBaggage;

/// <summary>
/// The baggage of the running flow of execution: <see cref="Activity.Baggage"/> and <see cref="Baggage.Current"/> as one. Thread safe.
/// </summary>
/// <remarks>
/// Neither store tells of changes, so they are compared with what they last agreed on. They are brought together when a request
/// begins, when a recorded span starts and ends, and when an item is set through <see cref="TraceBaggage"/>; reading and sending
/// merge them without changing either. Costs no allocation where there is no baggage.
/// </remarks>
internal static class FlowBaggage
{
    private static readonly AsyncLocal<Agreement?> Last = new();

    /// <summary>Gets the items that hold for an activity in this flow.</summary>
    public static Baggage Of(Activity? activity) =>
        IsAmbient || ActivityBaggage.IsHeld(activity) ? FlowItems.For(activity, Last.Value).With(ActivityBaggage.Of(activity)) : default;

    /// <summary>Gets the items to send with an activity's context.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> ToSend(Activity? activity) =>
        IsAmbient ? Of(activity).GetBaggage()! : activity?.Baggage ?? [];

    /// <summary>Gives a request that begins the items it came with, and none that the flow has from elsewhere.</summary>
    public static void BeginRequest(Activity? activity)
    {
        if (Last.Value is { } last)
        {
            if (activity is not null && last.Owner == activity)
            {
                return;
            }

            Last.Value = null;
        }

        var items = ActivityBaggage.Of(activity);
        if (items.Count > 0)
        {
            Agree(activity, items, Create(items), before: default, outer: null);
        }
        else if (OpenTelemetryBaggage.IsHeld)
        {
            OpenTelemetryBaggage.Replace(default);
        }
    }

    /// <summary>Gives a span that starts the items of the flow, and the flow from here on a store of its own.</summary>
    /// <returns>The items.</returns>
    public static Baggage Start(Activity activity)
    {
        if (Last.Value is null && !ActivityBaggage.IsHeld(activity) && !OpenTelemetryBaggage.IsHeld)
        {
            return default;
        }

        var flow = FlowItems.For(activity, Last.Value);
        var own = ActivityBaggage.Of(activity);

        // What a span without a parent in this process has already came with its context; the flow's item is older.
        var items = (activity.Parent is null ? flow with { Shown = flow.Items } : flow).With(own);
        var isChanged = ActivityBaggage.Change(activity, own, items.GetBaggage());
        if (!isChanged && IsSame(items, flow.Shown) && (flow.Agreement is not null || items.Count == 0))
        {
            OpenTelemetryBaggage.Replace(items);
        }
        else
        {
            Agree(activity, items.GetBaggage(), items, flow.Items, flow.Agreement ?? Unended(Last.Value));
        }

        return items;
    }

    /// <summary>Takes away from the flow what it had for the span that ends, and leaves it what was set for the flow.</summary>
    public static void End(Activity activity)
    {
        if (Last.Value is { } last && last.Owner == activity && Activity.Current == activity)
        {
            OpenTelemetryBaggage.Replace(last.Leave(Baggage.Current));
            Last.Value = last.Outer;
        }
    }

    /// <summary>Changes the items of this flow, and of those it starts from now on.</summary>
    public static void Change(Func<Baggage, Baggage> change)
    {
        var activity = Activity.Current;
        var flow = FlowItems.For(activity, Last.Value);
        var own = ActivityBaggage.Of(activity);
        var (owner, before, outer) = flow.Agreement is { } known
            ? (known.Owner, known.Leave(flow.Items), known.Outer)
            : (Outermost(activity), flow.Items, Unended(Last.Value));
        Agree(owner, own, change(flow.With(own)), change(before), outer);
    }

    private static bool IsAmbient => Last.Value is not null || Baggage.Current.Count > 0;

    private static void Agree(Activity? owner, IReadOnlyDictionary<string, string> ofActivity, Baggage items, Baggage before, Agreement? outer)
    {
        OpenTelemetryBaggage.Replace(items);
        Last.Value = new Agreement(owner, ofActivity, items, before, outer);
    }

    // Not the innermost, which may end while nobody looks: only recorded spans tell of their end.
    private static Activity? Outermost(Activity? activity)
    {
        while (activity?.Parent is { } parent)
        {
            activity = parent;
        }

        return activity;
    }

    // A flow in which spans are started and never ended does not hold on to all of them.
    private static Agreement? Unended(Agreement? agreement) => agreement?.Owner is { IsStopped: true } ? null : agreement;

    private static bool IsSame(Baggage items, Baggage others) =>
        (items.Count == 0 && others.Count == 0) || ReferenceEquals(items.GetBaggage(), others.GetBaggage());

    private static Baggage Create(IReadOnlyDictionary<string, string> items) =>
        Baggage.Create(new Dictionary<string, string>(items, StringComparer.Ordinal));
}
