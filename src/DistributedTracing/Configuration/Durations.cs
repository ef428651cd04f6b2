using System.Globalization;

namespace DistributedTracing.Configuration;

/// <summary>Reads durations that cannot be mistaken.</summary>
internal static class Durations
{
    public static string Allowed(TimeSpan minimum, TimeSpan maximum) => string.Create(
        CultureInfo.InvariantCulture,
        $@"a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from {minimum:hh\:mm\:ss\.fff} to {maximum:hh\:mm\:ss\.fff}");

    // "30" would be thirty days to TimeSpan.Parse; nobody who writes it means that.
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);
    }
}
