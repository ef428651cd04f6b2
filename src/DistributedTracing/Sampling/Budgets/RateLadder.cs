namespace DistributedTracing.Sampling.Budgets;

/// <summary>
/// The rates a budget chooses from, each made once: a rate that follows the traffic costs no allocation however often it changes.
/// </summary>
internal static class RateLadder
{
    /// <summary>So many steps down halve the rate; the one nearest to a wanted rate is off by 1.1 % at most.</summary>
    public const int StepsPerHalving = 32;

    // One of a million million.
    private const int LastStep = 40 * StepsPerHalving;

    private static readonly SamplingRate?[] Rates = new SamplingRate?[LastStep + 1];

    /// <summary>Gets the step of the rate nearest to the given one.</summary>
    public static int StepOf(double ratio) =>
        ratio >= 1 ? 0 : ratio <= 0 ? LastStep : (int)Math.Min(LastStep, Math.Round(-Math.Log2(ratio) * StepsPerHalving));

    /// <summary>Gets the rate at a step; the lowest one for what lies below it.</summary>
    public static SamplingRate At(int step)
    {
        step = Math.Min(step, LastStep);
        return Rates[step] ?? Make(step);
    }

    // Two threads may make the same one: either is as good.
    private static SamplingRate Make(int step) => Rates[step] = SamplingRate.Of(Math.Pow(2, -step / (double)StepsPerHalving));
}
