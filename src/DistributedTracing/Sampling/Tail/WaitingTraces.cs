namespace DistributedTracing.Sampling.Tail;

/// <summary>The local traces that hold back spans, the one that has waited longest first, and how much they hold. Thread safe.</summary>
internal sealed class WaitingTraces(TimeProvider time)
{
    private readonly Lock _lock = new();
    private LocalTrace? _first;
    private LocalTrace? _last;
    private volatile int _count;
    private long _bytes;

    // Read now and then only: a span may well wait a little less than it could.
    private long _now = time.GetTimestamp();

    /// <summary>Gets how many traces wait.</summary>
    public int Count => _count;

    /// <summary>Gets the estimated size of what waits.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Gets the time, as of a moment ago.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>Reads the clock that ages are counted by.</summary>
    public void Tick() => Volatile.Write(ref _now, time.GetTimestamp());

    /// <summary>Charges a trace for more; if nothing of it has waited so far, it waits from now on.</summary>
    public void Charge(LocalTrace trace, long bytes)
    {
        lock (_lock)
        {
            ref var place = ref trace.Place;
            if (place.Bytes == 0)
            {
                place.Since = Now;
                Link(_last, trace);
                Link(trace, null);
                _count++;
            }

            place.Bytes += bytes;
            _bytes += bytes;
        }
    }

    public void Remove(LocalTrace trace)
    {
        lock (_lock)
        {
            TakeOut(trace);
        }
    }

    /// <summary>Takes out the trace that has waited longest, if that is at least the given time.</summary>
    public LocalTrace? TakeOldest(TimeSpan minAge)
    {
        lock (_lock)
        {
            if (_first is not { } first || time.GetElapsedTime(first.Place.Since, Now) < minAge)
            {
                return null;
            }

            TakeOut(first);
            return first;
        }
    }

    private void TakeOut(LocalTrace trace)
    {
        ref var place = ref trace.Place;
        if (place.Bytes > 0)
        {
            _bytes -= place.Bytes;
            _count--;
            var (previous, next) = (place.Previous, place.Next);
            place = default;
            Link(previous, next);
        }
    }

    // Without a trace on one side the other is that end of the list.
    private void Link(LocalTrace? left, LocalTrace? right)
    {
        if (left is null)
        {
            _first = right;
        }
        else
        {
            left.Place.Next = right;
        }

        if (right is null)
        {
            _last = left;
        }
        else
        {
            right.Place.Previous = left;
        }
    }
}
