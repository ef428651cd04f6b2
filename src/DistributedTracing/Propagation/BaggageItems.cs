namespace DistributedTracing.Propagation;

/// <summary>How much baggage is read and written at most, in every format.</summary>
internal static class BaggageItems
{
    /// <summary>The most items that are read or written.</summary>
    public const int MaxCount = 180;

    /// <summary>The most bytes that are read or written, names included.</summary>
    public const int MaxBytes = 8_192;

    /// <summary>Whether it is what an activity without baggage gives, which is not worth an enumerator.</summary>
    public static bool AreNone(IEnumerable<KeyValuePair<string, string?>> baggage) => baggage is KeyValuePair<string, string?>[] { Length: 0 };
}
