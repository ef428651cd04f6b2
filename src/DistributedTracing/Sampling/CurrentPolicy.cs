using DistributedTracing.Sampling.Rules;

namespace DistributedTracing.Sampling;

/// <summary>The policy that decisions are made by, changed as a whole while they are being made. Thread safe.</summary>
internal sealed class CurrentPolicy(SamplingPolicy first) : IDisposable
{
    private SamplingPolicy _value = first;

    public SamplingPolicy Value => Volatile.Read(ref _value);

    /// <summary>Puts another policy in place of the current one. Decisions being made are made by one of the two.</summary>
    public void Replace(SamplingPolicy policy)
    {
        var before = Interlocked.Exchange(ref _value, policy);
        End(before.Rules.All.Select(rule => rule.Outcome).Except(policy.Rules.All.Select(rule => rule.Outcome)));
    }

    public void Dispose() => End(Value.Rules.All.Select(rule => rule.Outcome));

    // A budget that has ended still gives the rate it had last.
    private static void End(IEnumerable<RuleOutcome> outcomes)
    {
        foreach (var outcome in outcomes)
        {
            (outcome.Rates as IDisposable)?.Dispose();
        }
    }
}
