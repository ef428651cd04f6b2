namespace DistributedTracing.Sampling;

/// <summary>Asks a sampler of the application, which may fail in any way. Thread safe.</summary>
internal sealed class CustomSampler(ITraceSampler sampler, SamplingFaults faults)
{
    private const string Consequence = "the rules and the ratio decide on such spans";

    private readonly RateCache _rates = new();

    public string Name { get; } = sampler.GetType().Name;

    public IRateSource? RatesFor(in SamplingCandidate candidate)
    {
        double? ratio;
        try
        {
            ratio = sampler.RatioFor(candidate);
        }
        catch (Exception exception)
        {
            faults.Report($"The sampler {Name}", Consequence, exception);
            return null;
        }

        if (ratio is not { } share)
        {
            return null;
        }

        if (share is >= 0 and <= 1)
        {
            return _rates.For(share);
        }

        faults.Report($"The sampler {Name}, which must give a number from 0 to 1,", Consequence, null);
        return null;
    }
}
