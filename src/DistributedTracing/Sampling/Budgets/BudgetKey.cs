using System.Numerics;
using System.Runtime.InteropServices;

namespace DistributedTracing.Sampling.Budgets;

/// <summary>What a budget knows of one key. Arrivals and outcomes come from any thread; everything else changes under the budget's lock.</summary>
internal sealed class BudgetKey(int step, long allowance) : ISamplingOutcome
{
    private ArrivalRate _rate;
    private FailureShare _failures;
    private Counter _arrivals;
    private volatile int _step = step;
    private long _allowance = allowance;

    /// <summary>Gets how many arrive in a second.</summary>
    public double PerSecond => _rate.PerSecond;

    /// <summary>Gets the share of its spans that failed.</summary>
    public double FailureShare => _failures.Value;

    /// <summary>Gets or sets the share of arrivals that is kept.</summary>
    public double Ratio { get; set; } = RateLadder.At(step).Threshold.Ratio;

    /// <summary>Gets the step of <see cref="RateLadder"/> that is nearest to the ratio.</summary>
    public int Step => _step;

    /// <summary>Gets how many have arrived since the shares were worked out.</summary>
    public long Arrivals => Volatile.Read(ref _arrivals.Value);

    /// <summary>Counts an arrival.</summary>
    /// <returns>How many there have been since the shares were worked out, with this one.</returns>
    public long Arrive() => Interlocked.Increment(ref _arrivals.Value);

    /// <summary>
    /// Gets how often the rate is halved for an arrival: once for each doubling beyond what this key may have until the shares are
    /// worked out again. Counts arrivals, kept or not, so that it says nothing of anybody's randomness.
    /// </summary>
    public int HalvingsAt(long arrival)
    {
        var allowance = Volatile.Read(ref _allowance);
        return arrival <= allowance ? 0 : 1 + BitOperations.Log2((ulong)((arrival - 1) / allowance));
    }

    public void Ended(bool isFailure) => _failures.Count(isFailure);

    /// <summary>Takes the count of arrivals into the rate and begins a new one.</summary>
    /// <returns>The count.</returns>
    public long Observe(double seconds, double window)
    {
        var arrivals = Interlocked.Exchange(ref _arrivals.Value, 0);
        _failures.Observe(seconds, window);
        _rate.Observe(arrivals, seconds, window);
        return arrivals;
    }

    /// <summary>Raises the rate to what is known from elsewhere: all keys together had more than chance explains, or a budget before this one saw it.</summary>
    public void RaiseTo(double perSecond) => _rate.PerSecond = Math.Max(_rate.PerSecond, perSecond);

    /// <summary>Publishes a new ratio, and how many arrivals it holds for.</summary>
    public void Plan(double ratio, long allowance)
    {
        Ratio = ratio;
        _step = RateLadder.StepOf(ratio);
        Volatile.Write(ref _allowance, allowance);
    }

    /// <summary>Goes on with what another key has learnt.</summary>
    public void TakeOverFrom(BudgetKey previous)
    {
        _rate = previous._rate;
        _failures = previous._failures;
        Plan(previous.Ratio, previous._allowance);
    }

    // On a cache line of its own: every arrival writes it, and the keys beside it are read meanwhile.
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Counter
    {
        [FieldOffset(64)]
        public long Value;
    }
}
