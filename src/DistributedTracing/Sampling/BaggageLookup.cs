using DistributedTracing.Propagation;

namespace DistributedTracing.Sampling;

/// <summary>Finds one item in a <c>baggage</c> header, without reading the others into anything.</summary>
/// <remarks><see href="https://www.w3.org/TR/baggage/#header-content"/>.</remarks>
internal static class BaggageLookup
{
    public static string? Item(string header, string key)
    {
        foreach (var range in header.AsSpan().Split(','))
        {
            var member = header.AsSpan(range);
            var equals = member.IndexOf('=');
            if (equals < 0 || !member[..equals].Trim(" \t").SequenceEqual(key))
            {
                continue;
            }

            var value = member[(equals + 1)..];
            var properties = value.IndexOf(';');
            return BaggageValue.Decode((properties < 0 ? value : value[..properties]).Trim(" \t"));
        }

        return null;
    }
}
