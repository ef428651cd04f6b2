namespace DistributedTracing.Sampling.Rules;

/// <summary>A rule made ready to be compared with spans. Immutable, thread safe, free of allocation.</summary>
internal sealed class CompiledRule(string name, SpanKinds kinds, IReadOnlyList<SamplingParent> parents, RuleCondition[] conditions, RuleOutcome outcome)
{
    public string Name => name;

    public SpanKinds Kinds => kinds;

    public IReadOnlyList<SamplingParent> Parents => parents;

    public IReadOnlyList<RuleCondition> Conditions => conditions;

    public RuleOutcome Outcome => outcome;

    /// <summary>Gets the conditions in words, such as <c>server spans, path /checkout/*</c>.</summary>
    public string Words => RuleWords.Of(this);

    /// <summary>Says whether all conditions hold for a span of one of the kinds.</summary>
    public bool Matches(in SamplingCandidate candidate)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(candidate))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Says which condition does not hold for a span that the rule does not match.</summary>
    public string WhyNot(in SamplingCandidate candidate)
    {
        if (!kinds.Contains(candidate.Kind))
        {
            return $"not for {SpanKinds.Of(candidate.Kind)} spans";
        }

        foreach (var condition in conditions)
        {
            if (!condition.Holds(candidate))
            {
                return $"not {condition}";
            }
        }

        return "matches";
    }

    /// <summary>Says whether this rule matches every span with such a parent that the other one matches, as far as that can be told.</summary>
    public bool Covers(CompiledRule other) =>
        kinds.Contains(other.Kinds) && conditions.All(condition => other.Conditions.Any(condition.Covers));
}
