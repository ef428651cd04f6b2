namespace DistributedTracing.Sampling.Budgets;

/// <summary>Shares a budget fairly: everybody gets all they ask for, or the same level as all others who ask for more.</summary>
internal static class WaterFilling
{
    /// <summary>Finds the level at which the sum of <c>min(demand, weight · level)</c> is the budget.</summary>
    /// <param name="demands">What each asks for. Sorted, with the weights, when the method returns.</param>
    /// <param name="weights">How many times the level each may have; above 0.</param>
    /// <param name="budget">What there is to share.</param>
    /// <returns>The level per weight of 1; infinite when there is enough for all.</returns>
    public static double Level(Span<double> demands, Span<double> weights, double budget)
    {
        var weight = 0.0;
        for (var i = 0; i < demands.Length; i++)
        {
            weight += weights[i];
            demands[i] /= weights[i];
        }

        demands.Sort(weights);
        for (var i = 0; i < demands.Length; i++)
        {
            if (demands[i] * weight >= budget)
            {
                return budget / weight;
            }

            budget -= demands[i] * weights[i];
            weight -= weights[i];
        }

        return double.PositiveInfinity;
    }
}
