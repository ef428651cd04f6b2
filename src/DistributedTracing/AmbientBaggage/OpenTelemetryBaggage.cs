using OpenTelemetry;
using OpenTelemetry.Context;

namespace DistributedTracing.AmbientBaggage;

/// <summary>OpenTelemetry's store, <see cref="Baggage.Current"/>, replaced for the running flow of execution only. Thread safe.</summary>
/// <remarks>
/// OpenTelemetry keeps the items in a holder that flows share once it exists: what a child flow sets, its parent sees
/// (https://github.com/open-telemetry/opentelemetry-dotnet/issues/3257). With the slot emptied first it makes a holder that belongs
/// to this flow and those it starts from now on.
/// </remarks>
internal static class OpenTelemetryBaggage
{
    // No documented name; without it items are replaced in the holder that is there.
    private const string SlotName = "otel.baggage";

    private static readonly bool HasSlot = FindSlot();

    /// <summary>Gets whether the flow has a holder, which it may share.</summary>
    public static bool IsHeld => HasSlot ? RuntimeContext.GetValue(SlotName) is not null : Baggage.Current.Count > 0;

    /// <summary>Sets the items of this flow, in a holder of its own.</summary>
    public static void Replace(Baggage items)
    {
        if (HasSlot)
        {
            RuntimeContext.SetValue(SlotName, null);
        }

        // Who sets an item in a flow without a holder makes one.
        if (!HasSlot || items.Count > 0)
        {
            Baggage.Current = items;
        }
    }

    private static bool FindSlot()
    {
        // The first use of the type registers the slot.
        _ = Baggage.Current;
        try
        {
            _ = RuntimeContext.GetValue(SlotName);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
