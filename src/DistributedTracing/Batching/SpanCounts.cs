namespace DistributedTracing.Batching;

/// <summary>What became of the spans that ended: each is in exactly one of these.</summary>
internal readonly record struct SpanCounts(long Exported, long Dropped, long Waiting);
