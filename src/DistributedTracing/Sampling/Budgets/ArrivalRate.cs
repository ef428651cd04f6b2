namespace DistributedTracing.Sampling.Budgets;

/// <summary>How often something arrives: an average over a window that gives way to changes too great to be chance.</summary>
internal struct ArrivalRate
{
    // Standard deviations of a count of independent arrivals; and what tells nothing where hardly any are expected.
    private const double Deviations = 4;
    private const double Few = 4;

    public double PerSecond { get; set; }

    /// <summary>Gets how many may arrive by mere chance where so many are expected.</summary>
    public static double Chance(double expected) => expected + (Deviations * Math.Sqrt(expected));

    /// <summary>Takes in what arrived since the last time.</summary>
    /// <returns>Whether it was more than chance explains.</returns>
    public bool Observe(long count, double seconds, double window)
    {
        var observed = count / seconds;
        var expected = PerSecond * seconds;
        if (count > Chance(expected) + Few)
        {
            PerSecond = observed;
            return true;
        }

        PerSecond = count + (Deviations * Math.Sqrt(expected)) + Few < expected
            ? observed
            : PerSecond + ((1 - Math.Exp(-seconds / window)) * (observed - PerSecond));
        return false;
    }
}
