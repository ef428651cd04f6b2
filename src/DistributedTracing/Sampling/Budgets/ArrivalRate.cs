namespace DistributedTracing.Sampling.Budgets;

/// <summary>How often something arrives: an average over a window that gives way to changes too great to be chance.</summary>
internal struct ArrivalRate
{
    // Standard deviations of a count of independent arrivals; and what tells nothing where hardly any are expected.
    private const double Deviations = 4;
    private const double Few = 4;

    // So many expected and none come: once in 20,000 times by chance.
    private const double Silence = 10;

    private double _missing;

    public double PerSecond { get; set; }

    /// <summary>Takes in what arrived since the last time.</summary>
    /// <returns>Whether it was more than chance explains.</returns>
    public bool Observe(long count, double seconds, double window)
    {
        var observed = count / seconds;
        var expected = PerSecond * seconds;
        var chance = (Deviations * Math.Sqrt(expected)) + Few;
        _missing = count == 0 ? _missing + expected : 0;
        if (Math.Abs(count - expected) > chance || _missing > Silence)
        {
            PerSecond = observed;
        }
        else
        {
            PerSecond += (1 - Math.Exp(-seconds / window)) * (observed - PerSecond);
        }

        return count - expected > chance;
    }
}
