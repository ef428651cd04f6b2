using DistributedTracing.Viewer.Protos;
using OtlpSpan = DistributedTracing.Viewer.Protos.Span;

namespace DistributedTracing.Viewer.Internal.Storage;

/// <summary>A received span. Immutable.</summary>
internal sealed record StoredSpan
{
    public required UInt128 TraceId { get; init; }

    public required ulong SpanId { get; init; }

    /// <summary>Gets the parent's id, 0 for none.</summary>
    public ulong ParentSpanId { get; init; }

    public required string Name { get; init; }

    public OtlpSpan.Types.SpanKind Kind { get; init; }

    public ulong StartUnixNano { get; init; }

    public ulong EndUnixNano { get; init; }

    public Status.Types.StatusCode StatusCode { get; init; }

    public string StatusMessage { get; init; } = string.Empty;

    public string TraceState { get; init; } = string.Empty;

    public IReadOnlyList<SpanAttribute> Attributes { get; init; } = [];

    public IReadOnlyList<SpanEvent> Events { get; init; } = [];

    public IReadOnlyList<SpanLink> Links { get; init; } = [];

    /// <summary>Gets how many attributes, events and links the sender left out.</summary>
    public ulong DroppedItems { get; init; }

    public required SpanScope Scope { get; init; }

    public required SpanResource Resource { get; init; }

    public bool IsError => StatusCode == Status.Types.StatusCode.Error;

    /// <summary>Gets the duration; 0 when the clock went backwards.</summary>
    public ulong DurationNano => EndUnixNano > StartUnixNano ? EndUnixNano - StartUnixNano : 0;

    /// <summary>Gets about how much memory the span takes, without its resource.</summary>
    public long EstimatedBytes =>
        304L + (2 * (Name.Length + StatusMessage.Length + TraceState.Length))
        + Attributes.Sum(attribute => (long)attribute.EstimatedBytes)
        + Events.Sum(item => 96L + (2 * item.Name.Length) + item.Attributes.Sum(attribute => (long)attribute.EstimatedBytes))
        + Links.Sum(link => 96L + link.Attributes.Sum(attribute => (long)attribute.EstimatedBytes));
}
