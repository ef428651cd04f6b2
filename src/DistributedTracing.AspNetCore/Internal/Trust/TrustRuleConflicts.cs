using DistributedTracing.Configuration;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Finds what is wrong between the fields of a rule and between rules.</summary>
internal static class TrustRuleConflicts
{
    public static IEnumerable<RefusedValue> Find(IReadOnlyList<ListedItem<TrustRule>> rules) => HeaderValues(rules).Concat(Unreachable(rules));

    private static IEnumerable<RefusedValue> HeaderValues(IEnumerable<ListedItem<TrustRule>> rules) => rules
        .Where(rule => rule.Item is { Header: null, HeaderValue: not null })
        .Select(rule => new RefusedValue(rule.Path, null, "has a HeaderValue and no Header"));

    // What is written below a rule that takes its requests away does nothing, silently, and may be the less trusting of the two.
    private static IEnumerable<RefusedValue> Unreachable(IReadOnlyList<ListedItem<TrustRule>> rules)
    {
        var matchers = rules.Select(rule => new TrustRuleMatcher(rule.Item)).ToList();
        for (var later = 1; later < rules.Count; later++)
        {
            var earlier = matchers.FindIndex(0, later, matcher => matcher.Covers(matchers[later]));
            if (earlier >= 0)
            {
                yield return new RefusedValue(
                    rules[later].Path, null, $"can never match, because {rules[earlier].Path} comes first and matches every such request");
            }
        }
    }
}
