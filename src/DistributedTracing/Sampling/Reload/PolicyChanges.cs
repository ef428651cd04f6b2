using DistributedTracing.Sampling.Rules;

namespace DistributedTracing.Sampling.Reload;

/// <summary>Says in words what is different between two policies.</summary>
internal static class PolicyChanges
{
    public static IEnumerable<string> Between(SamplingPolicy before, SamplingPolicy after)
    {
        if (before.Ratio != after.Ratio)
        {
            yield return $"the ratio is {Percentage.Of(after.Ratio)} instead of {Percentage.Of(before.Ratio)}";
        }

        if (before.FollowsCallers != after.FollowsCallers)
        {
            yield return after.FollowsCallers ? "callers' decisions are followed" : "callers' decisions are not followed any more";
        }

        if (before.Algorithm != after.Algorithm)
        {
            yield return $"the algorithm is {after.Algorithm} instead of {before.Algorithm}";
        }

        foreach (var change in Between(before.Rules.All, after.Rules.All))
        {
            yield return change;
        }
    }

    private static IEnumerable<string> Between(IReadOnlyList<CompiledRule> before, IReadOnlyList<CompiledRule> after)
    {
        foreach (var rule in after)
        {
            if (Find(before, rule.Name) is not { } old)
            {
                yield return $"the rule \"{rule.Name}\" is new ({rule.Outcome.Words})";
            }
            else
            {
                if (old.Words != rule.Words)
                {
                    yield return $"the rule \"{rule.Name}\" is about {rule.Words} instead of {old.Words}";
                }

                if (old.Outcome.Words != rule.Outcome.Words)
                {
                    yield return $"the rule \"{rule.Name}\" keeps {rule.Outcome.Words} instead of {old.Outcome.Words}";
                }
            }
        }

        foreach (var rule in before.Where(rule => Find(after, rule.Name) is null))
        {
            yield return $"the rule \"{rule.Name}\" is gone";
        }

        if (!Common(before, after).SequenceEqual(Common(after, before)))
        {
            yield return "the rules are in another order";
        }
    }

    private static IEnumerable<string> Common(IReadOnlyList<CompiledRule> rules, IReadOnlyList<CompiledRule> others) =>
        rules.Select(rule => rule.Name).Where(name => Find(others, name) is not null);

    private static CompiledRule? Find(IReadOnlyList<CompiledRule> rules, string name) => rules.FirstOrDefault(rule => rule.Name == name);
}
