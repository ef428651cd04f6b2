namespace DistributedTracing.Sampling.Rules;

/// <summary>Compiled rules, sorted by the parents they are about. Immutable, thread safe.</summary>
internal sealed class RuleSet
{
    public static readonly RuleSet Empty = new([]);

    private readonly CompiledRule[][] _byParent;
    private readonly RequestParts[] _parts;

    public RuleSet(IReadOnlyList<CompiledRule> rules)
    {
        All = rules;
        var parents = Enum.GetValues<SamplingParent>();
        _byParent = [.. parents.Select(parent => rules.Where(rule => rule.Parents.Contains(parent)).ToArray())];
        _parts = [.. _byParent.Select(PartsOf)];
    }

    /// <summary>Gets all rules, in their order.</summary>
    public IReadOnlyList<CompiledRule> All { get; }

    /// <summary>Gets whether any rule is about spans with such a parent.</summary>
    public bool IsAbout(SamplingParent parent) => _byParent[(int)parent].Length > 0;

    /// <summary>Gets the rules about spans with such a parent.</summary>
    public IReadOnlyList<CompiledRule> For(SamplingParent parent) => _byParent[(int)parent];

    /// <summary>Gets what the rules about such spans look at.</summary>
    public RequestParts PartsFor(SamplingParent parent) => _parts[(int)parent];

    /// <summary>Finds the first rule that matches.</summary>
    public CompiledRule? Find(in SamplingCandidate candidate)
    {
        foreach (var rule in _byParent[(int)candidate.Parent])
        {
            if (rule.Matches(candidate))
            {
                return rule;
            }
        }

        return null;
    }

    private static RequestParts PartsOf(CompiledRule[] rules) =>
        rules.SelectMany(rule => rule.Conditions).Aggregate(RequestParts.None, (parts, condition) => parts | condition.Parts);
}
