using System.Numerics;

namespace DistributedTracing.Sampling.Budgets;

/// <summary>
/// Holds the whole of a budget when many of its keys come at once, each within what it may have: as often as they have used up what
/// they may have together, the rates of all are halved, until the shares are worked out again. A key that comes more often than it may
/// is held by itself, without harm to others. Thread safe.
/// </summary>
internal sealed class BudgetPressure
{
    // Counted in these parts of a trace.
    private const double Unit = 1L << 20;

    private double _allowance;
    private long _expected;
    private volatile int _halvings;

    public int Halvings => _halvings;

    /// <summary>
    /// Counts arrivals of one key, by what is kept of them on average. A key whose arrivals double again and again is counted at each
    /// doubling only: that is half of the truth at least, and keeps those that come often from writing in one place.
    /// </summary>
    public void Count(long arrival, SamplingRate rate)
    {
        if (BitOperations.IsPow2(arrival))
        {
            Add(rate.Threshold.Ratio * ((arrival + 1) / 2));
        }
    }

    /// <summary>Begins anew.</summary>
    /// <param name="allowance">How many traces may be kept until the next time.</param>
    public void Reset(double allowance)
    {
        Volatile.Write(ref _allowance, allowance);
        Interlocked.Exchange(ref _expected, 0);
        _halvings = 0;
    }

    private void Add(double kept)
    {
        var expected = Interlocked.Add(ref _expected, (long)(kept * Unit)) / Unit;
        if (expected >= Volatile.Read(ref _allowance))
        {
            _halvings = (int)(expected / Volatile.Read(ref _allowance));
        }
    }
}
