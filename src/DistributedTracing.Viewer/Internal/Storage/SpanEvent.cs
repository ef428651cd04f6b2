namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>Something that happened at one moment of a span.</summary>
internal sealed record SpanEvent(ulong TimeUnixNano, string Name, IReadOnlyList<SpanAttribute> Attributes);
