using System.Collections.Frozen;

namespace DistributedTracing.Propagation;

/// <summary>The keys of the baggage that may leave the process. Thread safe.</summary>
internal sealed class BaggageKeys
{
    public const string Allowed = "keys of baggage, \"*\" at the end for any ending";

    private const char AnyEnding = '*';

    private readonly FrozenSet<string> _keys;
    private readonly string[] _beginnings;
    private readonly bool _includesAll;
    private readonly Func<KeyValuePair<string, string?>, bool> _isIncluded;

    public BaggageKeys(IEnumerable<string> patterns)
    {
        _keys = patterns.Where(pattern => !pattern.EndsWith(AnyEnding)).ToFrozenSet(StringComparer.Ordinal);
        _beginnings = [.. patterns.Where(pattern => pattern.EndsWith(AnyEnding)).Select(pattern => pattern[..^1])];
        _includesAll = _beginnings.Contains(string.Empty);
        _isIncluded = item => Include(item.Key);
    }

    public static bool IsAllowed(string pattern) => HttpToken.Is(pattern);

    /// <summary>Gets the items that may leave; allocates nothing when all may or there are none.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Select(IEnumerable<KeyValuePair<string, string?>> baggage) =>
        _includesAll || baggage is KeyValuePair<string, string?>[] { Length: 0 } ? baggage : baggage.Where(_isIncluded);

    private bool Include(string key) =>
        _keys.Contains(key) || Array.Exists(_beginnings, beginning => key.StartsWith(beginning, StringComparison.Ordinal));
}
