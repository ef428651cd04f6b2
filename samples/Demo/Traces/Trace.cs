namespace Demo.Traces;

/// <summary>A trace as the viewer has it.</summary>
internal sealed class Trace
{
    private readonly ILookup<string, TraceSpan> _children;

    public Trace(string id, IReadOnlyList<TraceSpan> spans)
    {
        Id = id;
        Spans = [.. spans.OrderBy(span => span.Start)];
        _children = Spans.Where(span => span.ParentId is not null).ToLookup(span => span.ParentId!);
        var known = Spans.Select(span => span.Id).ToHashSet();
        Root = Spans.FirstOrDefault(span => span.ParentId is null);
        Orphans = Spans.Count(span => span.ParentId is not null && !known.Contains(span.ParentId));
    }

    public string Id { get; }

    /// <summary>Gets the spans in the order of their start.</summary>
    public IReadOnlyList<TraceSpan> Spans { get; }

    public TraceSpan? Root { get; }

    /// <summary>Gets how many spans have a parent that is not in the trace.</summary>
    public int Orphans { get; }

    public IReadOnlyList<string> Services => [.. Spans.Select(span => span.Service).Distinct()];

    public IEnumerable<TraceSpan> ChildrenOf(TraceSpan span) => _children[span.Id];
}
