namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>A trace that still grows. Guarded by the lock of its store.</summary>
internal sealed class TraceEntry(UInt128 id)
{
    private readonly List<StoredSpan> _spans = [];
    private readonly HashSet<ulong> _spanIds = [];
    private SpanResource? _lastResource;
    private TraceSnapshot? _snapshot;

    public UInt128 Id => id;

    public int Count => _spans.Count;

    public long Bytes { get; private set; } = 256;

    public bool Contains(ulong spanId) => _spanIds.Contains(spanId);

    public long CostOf(StoredSpan span) =>
        span.EstimatedBytes + (ReferenceEquals(span.Resource, _lastResource) ? 0 : span.Resource.EstimatedBytes);

    public void Add(StoredSpan span, long cost)
    {
        _spans.Add(span);
        _spanIds.Add(span.SpanId);
        _lastResource = span.Resource;
        _snapshot = null;
        Bytes += cost;
    }

    /// <summary>Counts a span that is not kept.</summary>
    public void LeaveOut()
    {
        LeftOut++;
        _snapshot = null;
    }

    public TraceSnapshot Snapshot() => _snapshot ??= new TraceSnapshot(id, [.. _spans], LeftOut);

    private int LeftOut { get; set; }
}
