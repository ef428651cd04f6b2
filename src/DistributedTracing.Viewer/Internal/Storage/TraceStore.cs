namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>Keeps the last traces, within bounds of number and memory. Thread safe.</summary>
internal sealed class TraceStore(int maxTraces, int maxSpansPerTrace, long maxBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<UInt128, TraceEntry> _traces = [];

    /// <summary>The traces in the order they arrived.</summary>
    private readonly Queue<TraceEntry> _order = new();

    private long _bytes;
    private long _version;

    /// <summary>Gets a number that changes with the content.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Gets about how much memory the traces take.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
            {
                return _bytes;
            }
        }
    }

    /// <summary>Adds spans; those that are there already are ignored, and the oldest traces give way.</summary>
    public void Add(IEnumerable<StoredSpan> spans)
    {
        lock (_lock)
        {
            foreach (var span in spans)
            {
                Add(span);
            }

            Interlocked.Increment(ref _version);
        }
    }

    public TraceSnapshot? Find(UInt128 id)
    {
        lock (_lock)
        {
            return _traces.TryGetValue(id, out var entry) && entry.Count > 0 ? entry.Snapshot() : null;
        }
    }

    /// <summary>Gets all traces that have spans, oldest arrival first.</summary>
    public IReadOnlyList<TraceSnapshot> All()
    {
        lock (_lock)
        {
            return [.. _order.Where(entry => entry.Count > 0).Select(entry => entry.Snapshot())];
        }
    }

    private void Add(StoredSpan span)
    {
        var entry = FindOrAdd(span.TraceId);
        if (entry.Contains(span.SpanId))
        {
            return;
        }

        var cost = entry.CostOf(span);
        if (entry.Count >= maxSpansPerTrace || entry.Bytes + cost > maxBytes)
        {
            entry.LeaveOut();
            return;
        }

        entry.Add(span, cost);
        _bytes += cost;
        EvictFor(entry);
    }

    private TraceEntry FindOrAdd(UInt128 id)
    {
        if (!_traces.TryGetValue(id, out var entry))
        {
            entry = new TraceEntry(id);
            _traces.Add(id, entry);
            _order.Enqueue(entry);
            _bytes += entry.Bytes;
            EvictFor(entry);
        }

        return entry;
    }

    // A trace within the bounds by itself is never evicted for its own span: when it is the oldest, it moves to the end of the line.
    private void EvictFor(TraceEntry entry)
    {
        while (_order.Count > maxTraces || _bytes > maxBytes)
        {
            var oldest = _order.Dequeue();
            if (ReferenceEquals(oldest, entry))
            {
                _order.Enqueue(oldest);
                continue;
            }

            _traces.Remove(oldest.Id);
            _bytes -= oldest.Bytes;
        }
    }
}
