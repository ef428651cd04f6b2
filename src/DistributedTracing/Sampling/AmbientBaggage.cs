using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.Sampling;

/// <summary>The baggage of the running code: that of the current span, else what was set through OpenTelemetry.</summary>
internal static class AmbientBaggage
{
    public static string? Item(string key) => Activity.Current?.GetBaggageItem(key) ?? Baggage.GetBaggage(key);
}
