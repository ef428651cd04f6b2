namespace DistributedTracing.Sampling.Rules;

/// <summary>A condition in the application's code. One that throws does not hold.</summary>
internal sealed class CodeCondition(Func<SamplingCandidate, bool> predicate, string rule, SamplingFaults faults) : RuleCondition
{
    public override bool Holds(in SamplingCandidate candidate)
    {
        try
        {
            return predicate(candidate);
        }
        catch (Exception exception)
        {
            faults.Report($"The condition When of the sampling rule \"{rule}\"", "such spans are none of the rule's", exception);
            return false;
        }
    }

    // The same code, not merely the same words.
    public override bool Covers(RuleCondition other) => other is CodeCondition code && code.Predicate == predicate;

    public override string ToString() => "a condition in code";

    private Func<SamplingCandidate, bool> Predicate => predicate;
}
