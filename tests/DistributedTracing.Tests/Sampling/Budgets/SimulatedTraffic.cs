using DistributedTracing.Sampling;

namespace DistributedTracing.Tests.Sampling.Budgets;

/// <summary>What arrived in a simulation, what of it was kept, and how many that stands for.</summary>
internal sealed class SimulatedTraffic
{
    private readonly List<Arrival> _arrivals = [];

    public int Arrived => _arrivals.Count;

    public int Kept => _arrivals.Count(arrival => arrival.IsKept);

    /// <summary>Gets the number of arrivals as the kept ones tell it.</summary>
    public double Estimate => _arrivals.Where(arrival => arrival.IsKept).Sum(arrival => arrival.Threshold.AdjustedCount);

    /// <summary>Gets the standard error of the estimate: an arrival of probability p adds (1 - p) / p to its variance.</summary>
    public double StandardError => Math.Sqrt(_arrivals.Sum(arrival => (1 - arrival.Threshold.Ratio) / arrival.Threshold.Ratio));

    public IReadOnlyList<Arrival> Arrivals => _arrivals;

    public void Add(string name, double time, SamplingRate rate, ulong randomness) =>
        _arrivals.Add(new Arrival(name, time, rate.Threshold, randomness));

    public SimulatedTraffic Of(string name) => Where(arrival => arrival.Name == name);

    public SimulatedTraffic Between(double from, double to) => Where(arrival => arrival.Time >= from && arrival.Time < to);

    private SimulatedTraffic Where(Func<Arrival, bool> condition)
    {
        var some = new SimulatedTraffic();
        some._arrivals.AddRange(_arrivals.Where(condition));
        return some;
    }

    public readonly record struct Arrival(string Name, double Time, SamplingThreshold Threshold, ulong Randomness)
    {
        public bool IsKept => Threshold.Keeps(Randomness);
    }
}
