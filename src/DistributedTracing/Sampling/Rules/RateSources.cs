namespace DistributedTracing.Sampling.Rules;

/// <summary>Makes what gives the rates of rules, and goes on with what a rule of the same name had before.</summary>
internal sealed class RateSources(IReadOnlyDictionary<string, RuleOutcome> previous)
{
    public RuleOutcome For(string name, SamplingRule rule)
    {
        var outcome = Make(rule);
        return previous.TryGetValue(name, out var before) && before.Words == outcome.Words ? before : outcome;
    }

    private static RuleOutcome Make(SamplingRule rule) => new(new FixedRate(rule.Ratio ?? 1), Percentage.Of(rule.Ratio ?? 1));
}
