namespace DistributedTracing.Sampling;

/// <summary>The same rate for every span.</summary>
internal sealed class FixedRate : IRateSource
{
    /// <summary>Leaves out for good, so that not even a tail gets to see it; a ratio of 0 does not.</summary>
    public static readonly FixedRate Never = new(SamplingRate.Never);

    private readonly SamplingRate _rate;

    public FixedRate(double ratio)
        : this(SamplingRate.Of(ratio))
    {
    }

    private FixedRate(SamplingRate rate) => _rate = rate;

    public SamplingRate RateFor(in SamplingCandidate candidate) => _rate;

    public SamplingRate Peek(in SamplingCandidate candidate) => _rate;
}
