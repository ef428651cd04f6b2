namespace DistributedTracing.Sampling.Tail;

/// <summary>
/// Whether so much waits for a decision that no more traces are recorded for it: from 80 % of a bound on, until all are below 50 %.
/// Thread safe.
/// </summary>
internal sealed class Pressure(int maxTraces, long maxBytes)
{
    private const double High = 0.8;
    private const double Low = 0.5;

    private readonly long _highTraces = (long)(maxTraces * High);
    private readonly long _lowTraces = (long)(maxTraces * Low);
    private readonly long _highBytes = (long)(maxBytes * High);
    private readonly long _lowBytes = (long)(maxBytes * Low);
    private volatile bool _isHigh;

    public bool IsHigh => _isHigh;

    /// <summary>Whether a bound is passed, so that something must be decided at once.</summary>
    public bool IsOver(int traces, long bytes) => traces > maxTraces || bytes > maxBytes;

    /// <summary>Looks at what waits now.</summary>
    /// <returns>Whether that changed anything.</returns>
    public bool Update(int traces, long bytes)
    {
        var isHigh = _isHigh
            ? traces > _lowTraces || bytes > _lowBytes
            : traces > _highTraces || bytes > _highBytes;
        if (isHigh == _isHigh)
        {
            return false;
        }

        _isHigh = isHigh;
        return true;
    }
}
