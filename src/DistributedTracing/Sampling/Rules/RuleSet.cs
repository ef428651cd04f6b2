namespace DistributedTracing.Sampling.Rules;

/// <summary>Compiled rules, sorted by the parents they are about, so that spans that follow their parents cost nothing. Immutable, thread safe.</summary>
internal sealed class RuleSet(IReadOnlyList<CompiledRule> rules)
{
    private readonly RuleList[] _byParent =
    [
        .. Enum.GetValues<SamplingParent>().Select(parent => new RuleList([.. rules.Where(rule => rule.Parents.Contains(parent))])),
    ];

    /// <summary>Gets all rules, in their order.</summary>
    public IReadOnlyList<CompiledRule> All => rules;

    /// <summary>Gets the rules about spans with such a parent.</summary>
    public RuleList For(SamplingParent parent) => _byParent[(int)parent];
}
