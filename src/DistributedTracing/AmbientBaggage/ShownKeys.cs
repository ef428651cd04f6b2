using DistributedTracing.Propagation;

namespace DistributedTracing.AmbientBaggage;

/// <summary>The keys of the baggage items to show in spans or log lines; some may end in <c>*</c> for any ending. Thread safe.</summary>
internal sealed class ShownKeys
{
    private readonly HashSet<string> _keys;
    private readonly string[] _prefixes;

    public ShownKeys(IEnumerable<string> patterns)
    {
        _keys = patterns.Where(pattern => !IsPrefix(pattern)).ToHashSet(StringComparer.Ordinal);
        _prefixes = [.. patterns.Where(IsPrefix).Select(pattern => pattern[..^1])];
    }

    public bool IsEmpty => _keys.Count == 0 && _prefixes.Length == 0;

    /// <summary>Whether a text is a key, perhaps with <c>*</c> at its end. <c>*</c> alone is not: it would copy whatever a caller sends.</summary>
    public static bool IsAllowed(string pattern) => HttpToken.Is(pattern) && pattern.IndexOf('*', 0) is var star && (star < 0 || (star > 0 && star == pattern.Length - 1));

    public bool Contain(string key) => _keys.Contains(key) || _prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsPrefix(string pattern) => pattern.EndsWith('*');
}
