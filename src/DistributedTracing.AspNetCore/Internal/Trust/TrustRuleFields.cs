using DistributedTracing.Configuration;
using DistributedTracing.Networks;
using DistributedTracing.Propagation;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>What a rule may hold in the configuration; a condition in code cannot be written there.</summary>
internal static class TrustRuleFields
{
    private const string Hidden = "…";

    public static readonly IReadOnlyDictionary<string, IncomingTrust> Trusts =
        Enum.GetValues<IncomingTrust>().ToDictionary(trust => trust.ToString(), StringComparer.OrdinalIgnoreCase);

    public static readonly Setting<TrustRule> Trust = new ScalarSetting<TrustRule, IncomingTrust>(
        "Trust", "one of " + string.Join(", ", Trusts.Keys), Trusts.TryGetValue, Trusts.Values.Contains, rule => rule.Trust, (rule, value) => rule.Trust = value);

    public static readonly IReadOnlyList<Setting<TrustRule>> All =
    [
        Trust,
        Text("Path", "a path that begins with \"/\", with \"*\" only at the end", PathPattern.IsAllowed, rule => rule.Path, (rule, value) => rule.Path = value),
        new ListSetting<TrustRule>("Networks", NetworkSet.Allowed, NetworkSet.IsAllowed, rule => rule.Networks, canBeEmptied: false),
        Text("Header", "the name of an HTTP header", name => HttpToken.Is(name), rule => rule.Header, (rule, value) => rule.Header = value),
        Text("HeaderValue", "a text", value => value.Length > 0, rule => rule.HeaderValue, (rule, value) => rule.HeaderValue = value, _ => Hidden),
    ];

    private static ScalarSetting<TrustRule, string?> Text(
        string key,
        string allowed,
        Func<string, bool> isAllowed,
        Func<TrustRule, string?> get,
        Action<TrustRule, string?> set,
        Func<string, string>? show = null) =>
        new(key, allowed, (string text, out string? value) => (value = text) is not null, value => isAllowed(value!), get, set, show);
}
