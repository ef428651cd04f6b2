namespace DistributedTracing.Sampling.Rules;

/// <summary>The rules for spans whose parents are in the same place, in their order. Immutable, thread safe, free of allocation.</summary>
internal sealed class RuleList
{
    private readonly RuleBlock[] _blocks;

    public RuleList(CompiledRule[] rules)
    {
        All = rules;
        _blocks = [.. rules.Chunk(RuleBlock.MaxRules).Select(block => new RuleBlock(block))];
        LooksAtRequestLine = rules.Any(rule => rule.Conditions.Any(condition => condition.LooksAtRequestLine));
    }

    public IReadOnlyList<CompiledRule> All { get; }

    /// <summary>Gets whether any of them looks at the request's path or method.</summary>
    public bool LooksAtRequestLine { get; }

    /// <summary>Finds the first rule that matches.</summary>
    public CompiledRule? Find(in SamplingCandidate candidate)
    {
        foreach (var block in _blocks)
        {
            if (block.Find(candidate) is { } rule)
            {
                return rule;
            }
        }

        return null;
    }
}
