namespace DistributedTracing.Propagation;

/// <summary>What every baggage format has in common: which items go out, and how much is read and written at most.</summary>
internal static class BaggageItems
{
    /// <summary>The most items that are read or written.</summary>
    public const int MaxCount = 180;

    /// <summary>The most characters that are read or written, names included.</summary>
    public const int MaxLength = 8_192;

    /// <summary>Gets the items that a header can carry.</summary>
    /// <remarks>.NET lists an item before the older one of the same key, which it hides; null hides it as well.</remarks>
    public static IEnumerable<KeyValuePair<string, string>> Visible(IEnumerable<KeyValuePair<string, string?>> baggage)
    {
        // What an activity without baggage gives; it is not worth an enumerator.
        return baggage is KeyValuePair<string, string?>[] { Length: 0 } ? [] : Enumerate(baggage);
    }

    private static IEnumerable<KeyValuePair<string, string>> Enumerate(IEnumerable<KeyValuePair<string, string?>> baggage)
    {
        HashSet<string>? keys = null;
        foreach (var (key, value) in baggage)
        {
            keys ??= new HashSet<string>(StringComparer.Ordinal);
            if (HttpToken.Is(key) && keys.Add(key) && value is not null)
            {
                yield return new(key, value);
            }
        }
    }
}
