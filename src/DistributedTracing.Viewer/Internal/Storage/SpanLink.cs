namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>A reference to a span that is not the parent.</summary>
internal sealed record SpanLink(UInt128 TraceId, ulong SpanId, IReadOnlyList<SpanAttribute> Attributes);
