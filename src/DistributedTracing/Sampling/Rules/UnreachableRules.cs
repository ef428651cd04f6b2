namespace DistributedTracing.Sampling.Rules;

/// <summary>Finds rules that no span ever comes to, which is hardly what was meant.</summary>
internal static class UnreachableRules
{
    /// <summary>Gets a sentence for each such rule, as far as it can be told.</summary>
    public static IEnumerable<string> Find(RuleSet rules)
    {
        for (var i = 0; i < rules.All.Count; i++)
        {
            var rule = rules.All[i];
            if (rule.Kinds.IsEmpty)
            {
                yield return $"the sampling rule \"{rule.Name}\" can never match: what it says of the request is known of server spans only";
            }
            else if (CoveringRules(rules, i) is { Count: > 0 } covering)
            {
                var names = string.Join(" and ", covering.Select(earlier => $"\"{earlier.Name}\""));
                yield return $"the sampling rule \"{rule.Name}\" can never match, because {names} above it {(covering.Count == 1 ? "matches" : "match")} every such span";
            }
        }
    }

    // For each parent another rule may be the one that takes all spans away.
    private static List<CompiledRule> CoveringRules(RuleSet rules, int index)
    {
        var rule = rules.All[index];
        var covering = rule.Parents
            .Select(parent => rules.All.Take(index).FirstOrDefault(earlier => earlier.Parents.Contains(parent) && earlier.Covers(rule)))
            .Distinct().ToList();
        return covering.Contains(null) ? [] : [.. covering.OfType<CompiledRule>()];
    }
}
