namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>A trace as it was at one moment. Immutable.</summary>
internal sealed class TraceSnapshot(UInt128 id, IReadOnlyList<StoredSpan> spans, int leftOut)
{
    private TraceSummary? _summary;

    public UInt128 Id => id;

    /// <summary>Gets the spans in the order they arrived, one at least.</summary>
    public IReadOnlyList<StoredSpan> Spans => spans;

    /// <summary>Gets how many spans were received and not kept.</summary>
    public int LeftOut => leftOut;

    public TraceSummary Summary => _summary ??= TraceSummary.Of(this);
}
