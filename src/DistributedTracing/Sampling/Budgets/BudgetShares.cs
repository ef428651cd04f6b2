namespace DistributedTracing.Sampling.Budgets;

/// <summary>Works out what is kept of each key, so that all together fill the budget. Not thread safe.</summary>
internal sealed class BudgetShares(AdaptiveSampling options, BudgetPressure pressure)
{
    private const double MaxRise = 1.2;

    // How far a count may be off its mean by chance; one of fifty is further off, which costs it little.
    private const double Deviations = 2;

    // From this share of failures on a key has its full boost.
    private const double FullBoostFailures = 0.1;

    private readonly double _budget = options.TracesPerSecond;
    private readonly double _boost = options.ErrorBoost;
    private readonly List<BudgetKey> _keys = [];
    private double[] _demands = [];
    private double[] _weights = [];

    public void WorkOut(BudgetKeys keys, double seconds)
    {
        Gather(keys);
        var demands = _demands.AsSpan(0, _keys.Count);
        var demand = Sum(demands);
        var spare = Math.Max(_budget - demand, 0);
        var level = WaterFilling.Level(demands, _weights.AsSpan(0, _keys.Count), _budget);
        var rise = Math.Pow(MaxRise, seconds / BudgetTicker.Period.TotalSeconds);
        foreach (var key in _keys)
        {
            var share = Weight(key) * level;
            var ratio = Math.Min(share < key.PerSecond ? share / key.PerSecond : 1, key.Ratio * rise);
            key.Plan(ratio, Allowance(key.PerSecond, ratio < 1 ? 0 : Math.Min(share - key.PerSecond, spare)));
        }

        keys.AllowNewcomers(Allowance(0, Math.Min(level, spare)));
        pressure.Reset(Allowance(Math.Min(demand, _budget), spare));
    }

    /// <summary>Gets how many may come until the next time: as many as come in general, by chance some more, and a part of what is left over.</summary>
    private static long Allowance(double perSecond, double extra)
    {
        var expected = perSecond * BudgetTicker.Period.TotalSeconds;
        return 1 + (long)(expected + (Deviations * Math.Sqrt(expected)) + (extra * BudgetTicker.Period.TotalSeconds));
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    private void Gather(BudgetKeys keys)
    {
        _keys.Clear();
        _keys.Add(keys.Others);
        foreach (var (_, key) in keys.Known)
        {
            _keys.Add(key);
        }

        if (_demands.Length < _keys.Count)
        {
            _demands = new double[_keys.Count * 2];
            _weights = new double[_demands.Length];
        }

        for (var i = 0; i < _keys.Count; i++)
        {
            _demands[i] = _keys[i].PerSecond;
            _weights[i] = Weight(_keys[i]);
        }
    }

    private double Weight(BudgetKey key) => _boost <= 1 ? 1 : 1 + ((_boost - 1) * Math.Min(1, key.FailureShare / FullBoostFailures));
}
