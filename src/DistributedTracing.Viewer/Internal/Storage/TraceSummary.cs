namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>A trace in one row.</summary>
internal sealed record TraceSummary(
    StoredSpan Root, ulong StartUnixNano, ulong EndUnixNano, int Errors, IReadOnlyList<KeyValuePair<string, int>> Services, bool IsRootMissing)
{
    public static TraceSummary Of(TraceSnapshot trace)
    {
        var services = new Dictionary<string, int>(StringComparer.Ordinal);
        var ids = trace.Spans.Select(span => span.SpanId).ToHashSet();
        StoredSpan? root = null;
        foreach (var span in trace.Spans)
        {
            services[span.Resource.Service] = services.GetValueOrDefault(span.Resource.Service) + 1;
            if (root is null || Rank(span, ids) < Rank(root, ids) || (Rank(span, ids) == Rank(root, ids) && span.StartUnixNano < root.StartUnixNano))
            {
                root = span;
            }
        }

        return new TraceSummary(
            root!,
            trace.Spans.Min(span => span.StartUnixNano),
            trace.Spans.Max(span => Math.Max(span.StartUnixNano, span.EndUnixNano)),
            trace.Spans.Count(span => span.IsError),
            [.. services.OrderByDescending(service => service.Key == root!.Resource.Service).ThenBy(service => service.Key, StringComparer.Ordinal)],
            root!.ParentSpanId != 0);
    }

    // The span without parent is the root; while it has not arrived, the first whose parent is not there stands for it.
    private static int Rank(StoredSpan span, HashSet<ulong> ids) =>
        span.ParentSpanId == 0 ? 0 : ids.Contains(span.ParentSpanId) ? 2 : 1;
}
