namespace DistributedTracing.Sampling.Rules;

/// <summary>Says in words which spans a rule is about.</summary>
internal static class RuleWords
{
    public static string Of(CompiledRule rule) => Of(rule.Kinds, rule.Parents, rule.Conditions);

    public static string Of(SpanKinds kinds, IReadOnlyList<SamplingParent> parents, IReadOnlyList<RuleCondition> conditions)
    {
        // Whatever looks at the request is about server spans anyway.
        var isObvious = kinds == SpanKinds.All || conditions.Any(condition => condition.NeedsRequest);
        var spans = isObvious ? conditions.Count == 0 ? "every span" : string.Empty : $"{kinds} spans";
        return string.Join(", ", new[] { spans }.Concat(conditions.Select(condition => condition.ToString())).Append(WordsOf(parents)).Where(words => words.Length > 0));
    }

    private static string WordsOf(IReadOnlyList<SamplingParent> parents) =>
        parents.SequenceEqual(RuleCompiler.DefaultParents) ? string.Empty : "parent " + string.Join(" or ", parents.Select(parent => parent.ToString().ToLowerInvariant()));
}
