namespace DistributedTracing.Sampling.Budgets;

/// <summary>Which share of what ended lately had failed. Counting is thread safe, observing is not.</summary>
internal struct FailureShare
{
    // As if so many had ended well: a single failure among few says little.
    private const double Doubt = 2;

    private long _newlyEnded;
    private long _newlyFailed;
    private double _ended;
    private double _failed;

    public readonly double Value => _failed / (_ended + Doubt);

    public void Count(bool isFailure)
    {
        Interlocked.Increment(ref _newlyEnded);
        if (isFailure)
        {
            Interlocked.Increment(ref _newlyFailed);
        }
    }

    /// <summary>Takes in what ended since the last time; what ended a window ago counts for a third.</summary>
    public void Observe(double seconds, double window)
    {
        var faded = Math.Exp(-seconds / window);
        _ended = (_ended * faded) + Interlocked.Exchange(ref _newlyEnded, 0);
        _failed = (_failed * faded) + Interlocked.Exchange(ref _newlyFailed, 0);
    }
}
