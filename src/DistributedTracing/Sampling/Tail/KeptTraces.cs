using System.Diagnostics;

namespace DistributedTracing.Sampling.Tail;

/// <summary>
/// Remembers for a while which traces were kept for what was found in them, so that other requests and messages of the same trace in
/// this process are kept as well. Of bounded size: a newer trace may take an older one's place. Thread safe.
/// </summary>
internal sealed class KeptTraces(TimeSpan memory, TimeProvider time)
{
    private const int Size = 4_096;

    private readonly Entry?[] _entries = memory > TimeSpan.Zero ? new Entry?[Size] : [];
    private long _lastAdded;
    private volatile bool _isEmpty = true;

    public void Add(ActivityTraceId traceId, KeepRate rate)
    {
        if (_entries.Length > 0)
        {
            var now = time.GetTimestamp();
            Volatile.Write(ref SlotOf(traceId), new Entry(traceId, rate, now));
            Interlocked.Exchange(ref _lastAdded, now);
            _isEmpty = false;
        }
    }

    /// <summary>Gets the rate a trace was kept by.</summary>
    public KeepRate Find(ActivityTraceId traceId) =>
        !_isEmpty && Volatile.Read(ref SlotOf(traceId)) is { } entry && entry.TraceId == traceId && time.GetElapsedTime(entry.Added) < memory
            ? entry.Rate
            : KeepRate.None;

    /// <summary>Forgets everything once all of it is old: then finding nothing costs nothing.</summary>
    public void Trim()
    {
        if (!_isEmpty && time.GetElapsedTime(Interlocked.Read(ref _lastAdded)) >= memory)
        {
            _isEmpty = true;
            Array.Clear(_entries);
        }
    }

    private ref Entry? SlotOf(ActivityTraceId traceId) => ref _entries[traceId.GetHashCode() & (Size - 1)];

    private sealed record Entry(ActivityTraceId TraceId, KeepRate Rate, long Added);
}
