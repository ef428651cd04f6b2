using DistributedTracing.AmbientBaggage;

namespace DistributedTracing.Propagation;

/// <summary>The keys of the baggage that may leave the process. Thread safe.</summary>
internal sealed class BaggageKeys
{
    public const string Allowed = "keys of baggage, with \"*\" at the end for any ending";

    private const string All = "*";

    private readonly ShownKeys _keys;
    private readonly bool _includeAll;
    private readonly Func<KeyValuePair<string, string?>, bool> _isIncluded;

    public BaggageKeys(IEnumerable<string> patterns)
    {
        _keys = new ShownKeys(patterns);
        _includeAll = patterns.Contains(All);
        _isIncluded = item => _keys.Contain(item.Key);
    }

    public static bool IsAllowed(string pattern) => pattern == All || ShownKeys.IsAllowed(pattern);

    /// <summary>Gets the items that may leave; allocates nothing when all may or there are none.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Select(IEnumerable<KeyValuePair<string, string?>> baggage) =>
        _includeAll || BaggageItems.AreNone(baggage) ? baggage : baggage.Where(_isIncluded);
}
