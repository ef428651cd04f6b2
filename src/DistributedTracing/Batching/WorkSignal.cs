using System.Diagnostics;

namespace DistributedTracing.Batching;

/// <summary>
/// Wakes the one thread that waits here. Holds nothing that must be disposed: a span may end, and signal, at any time.
/// </summary>
internal sealed class WorkSignal
{
    private readonly object _gate = new();
    private bool _isFull;
    private bool _isUrgent;

    /// <summary>A batch has filled.</summary>
    public void SetFull() => Set(ref _isFull);

    /// <summary>Somebody waits: for a flush, or for the end.</summary>
    public void SetUrgent() => Set(ref _isUrgent);

    /// <summary>Waits for any signal, or until the time is over.</summary>
    public void WaitForWork(TimeSpan delay)
    {
        lock (_gate)
        {
            if (!_isFull && !_isUrgent)
            {
                Monitor.Wait(_gate, delay);
            }

            _isFull = _isUrgent = false;
        }
    }

    /// <summary>Waits until the time is over, or something is urgent; a full batch must not shorten the pause after a failure.</summary>
    public void Pause(TimeSpan pause)
    {
        var started = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            while (!_isUrgent && pause - Stopwatch.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
            {
                Monitor.Wait(_gate, left);
            }

            _isUrgent = false;
        }
    }

    private void Set(ref bool flag)
    {
        lock (_gate)
        {
            flag = true;
            Monitor.Pulse(_gate);
        }
    }
}
