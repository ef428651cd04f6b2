using System.Buffers.Binary;
using System.Text;
using DistributedTracing.Viewer.Internal.Storage;
using DistributedTracing.Viewer.Protos;
using Google.Protobuf;
using OtlpSpan = DistributedTracing.Viewer.Protos.Span;

namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>The spans of an export request as the store keeps them, and how many were refused for their ids.</summary>
internal sealed class ReceivedSpans
{
    private const string ServiceName = "service.name";
    private readonly List<StoredSpan> _accepted = [];

    private ReceivedSpans()
    {
    }

    public IReadOnlyList<StoredSpan> Accepted => _accepted;

    public int Rejected { get; private set; }

    public static ReceivedSpans From(ExportTraceServiceRequest request)
    {
        var received = new ReceivedSpans();
        foreach (var resourceSpans in request.ResourceSpans)
        {
            var resource = ReadResource(resourceSpans.Resource);
            foreach (var scopeSpans in resourceSpans.ScopeSpans)
            {
                var scope = new SpanScope(scopeSpans.Scope?.Name ?? string.Empty, scopeSpans.Scope?.Version ?? string.Empty);
                foreach (var span in scopeSpans.Spans)
                {
                    received.Add(span, scope, resource);
                }
            }
        }

        return received;
    }

    private void Add(OtlpSpan span, SpanScope scope, SpanResource resource)
    {
        if (!TryReadTraceId(span.TraceId, out var traceId)
            || !TryReadSpanId(span.SpanId, out var spanId)
            || (!TryReadSpanId(span.ParentSpanId, out var parentId) && !span.ParentSpanId.IsEmpty && !IsZero(span.ParentSpanId)))
        {
            Rejected++;
            return;
        }

        _accepted.Add(new StoredSpan
        {
            TraceId = traceId,
            SpanId = spanId,
            ParentSpanId = parentId,
            Name = span.Name,
            Kind = span.Kind,
            StartUnixNano = span.StartTimeUnixNano,
            EndUnixNano = span.EndTimeUnixNano,
            StatusCode = span.Status?.Code ?? Status.Types.StatusCode.Unset,
            StatusMessage = span.Status?.Message ?? string.Empty,
            TraceState = span.TraceState,
            Attributes = AttributeReader.Read(span.Attributes),
            Events = [.. span.Events.Select(item => new SpanEvent(item.TimeUnixNano, item.Name, AttributeReader.Read(item.Attributes)))],
            Links = [.. span.Links.Select(ReadLink).OfType<SpanLink>()],
            DroppedItems = (ulong)span.DroppedAttributesCount + span.DroppedEventsCount + span.DroppedLinksCount,
            Scope = scope,
            Resource = resource,
        });
    }

    private static SpanLink? ReadLink(OtlpSpan.Types.Link link) =>
        TryReadTraceId(link.TraceId, out var traceId) && TryReadSpanId(link.SpanId, out var spanId)
            ? new SpanLink(traceId, spanId, AttributeReader.Read(link.Attributes))
            : null;

    private static SpanResource ReadResource(Resource? resource)
    {
        var attributes = resource is null ? [] : AttributeReader.Read(resource.Attributes);
        var service = attributes.LastOrDefault(attribute => attribute.Key == ServiceName).Value as string;
        var identity = new StringBuilder();
        foreach (var (key, value) in attributes)
        {
            identity.Append(key).Append('=').Append(value is byte[] bytes ? Convert.ToHexString(bytes) : value).Append('\n');
        }

        return new SpanResource(
            string.IsNullOrEmpty(service) ? "unknown_service" : service,
            [.. attributes.Where(attribute => attribute.Key != ServiceName)],
            identity.ToString());
    }

    private static bool TryReadTraceId(ByteString bytes, out UInt128 id)
    {
        id = bytes.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(bytes.Span) : 0;
        return id != 0;
    }

    private static bool TryReadSpanId(ByteString bytes, out ulong id)
    {
        id = bytes.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(bytes.Span) : 0;
        return id != 0;
    }

    private static bool IsZero(ByteString bytes) => bytes.Length == 8 && !bytes.Span.ContainsAnyExcept((byte)0);
}
