using System.Buffers;
using System.Globalization;

namespace DistributedTracing.Viewer.Internal.Jaeger;

/// <summary>Reads durations as Go writes them: <c>1.2s</c>, <c>100ms</c>, <c>1h30m</c>.</summary>
/// <remarks><see href="https://pkg.go.dev/time@go1.25.0#ParseDuration"/>.</remarks>
internal static class GoDuration
{
    private const decimal MaxNanoseconds = ulong.MaxValue;

    // Longer units first where one begins with another.
    private static readonly (string Name, decimal Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1e3m), ("µs", 1e3m), ("μs", 1e3m), ("ms", 1e6m), ("s", 1e9m), ("m", 60e9m), ("h", 3_600e9m),
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public static bool TryParse(string text, out ulong nanoseconds)
    {
        nanoseconds = 0;
        var rest = text.AsSpan().Trim();
        if (rest is "0")
        {
            return true;
        }

        decimal total = 0;
        do
        {
            if (!TryReadPart(ref rest, ref total))
            {
                return false;
            }
        }
        while (rest.Length > 0);

        nanoseconds = (ulong)total;
        return true;
    }

    private static bool TryReadPart(ref ReadOnlySpan<char> rest, ref decimal total)
    {
        var digits = rest.IndexOfAnyExcept(Digits);
        if (digits is <= 0 or > 18 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        rest = rest[digits..];
        foreach (var (name, factor) in Units)
        {
            if (rest.StartsWith(name, StringComparison.Ordinal))
            {
                rest = rest[name.Length..];
                total += number <= MaxNanoseconds / factor ? number * factor : MaxNanoseconds;
                return total < MaxNanoseconds;
            }
        }

        return false;
    }
}
