namespace DistributedTracing.Sampling;

/// <summary>The same rate for every span.</summary>
internal sealed class FixedRate(double ratio) : IRateSource
{
    private readonly SamplingRate _rate = SamplingRate.Of(ratio);

    public SamplingRate RateFor(in SamplingCandidate candidate) => _rate;

    public SamplingRate Peek(in SamplingCandidate candidate) => _rate;
}
