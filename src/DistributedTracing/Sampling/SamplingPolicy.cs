namespace DistributedTracing.Sampling;

/// <summary>Which rate applies to a span that is decided here. Thread safe.</summary>
internal sealed class SamplingPolicy(SamplingOptions options)
{
    private readonly FixedRate _others = new(options.Ratio);

    /// <summary>Gets the rate for a span whose parent has not decided, or is not followed.</summary>
    public SamplingRate RateFor(in SamplingCandidate candidate) => _others.RateFor(candidate);
}
