using System.Text.Json;
using DistributedTracing.Viewer.Protos;
using Google.Protobuf;
using OtlpSpan = DistributedTracing.Viewer.Protos.Span;

namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>Reads an export request in JSON. Google.Protobuf's own reader takes ids for base64, and works by reflection.</summary>
/// <remarks><see href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/docs/specification.md#json-protobuf-encoding"/>:
/// ids are hexadecimal, enumerations are numbers, unknown fields are ignored.</remarks>
internal static class OtlpJsonReader
{
    private static readonly string[] Kinds =
    [
        "SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER",
    ];

    private static readonly string[] StatusCodes = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    /// <exception cref="JsonException">It is not JSON, or is nested more than 64 levels deep.</exception>
    /// <exception cref="OtlpFormatException">A field has a wrong type.</exception>
    public static ExportTraceServiceRequest Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var request = new ExportTraceServiceRequest();
        request.ResourceSpans.AddRange(document.RootElement.List("resourceSpans").Select(ReadResourceSpans));
        return request;
    }

    private static ResourceSpans ReadResourceSpans(JsonElement json)
    {
        var spans = new ResourceSpans { SchemaUrl = json.Text("schemaUrl") };
        if (json.Message("resource") is { } resource)
        {
            spans.Resource = new Resource { DroppedAttributesCount = resource.Unsigned32("droppedAttributesCount") };
            spans.Resource.Attributes.AddRange(ReadAttributes(resource));
        }

        spans.ScopeSpans.AddRange(json.List("scopeSpans").Select(ReadScopeSpans));
        return spans;
    }

    private static ScopeSpans ReadScopeSpans(JsonElement json)
    {
        var spans = new ScopeSpans { SchemaUrl = json.Text("schemaUrl") };
        if (json.Message("scope") is { } scope)
        {
            spans.Scope = new InstrumentationScope { Name = scope.Text("name"), Version = scope.Text("version") };
            spans.Scope.Attributes.AddRange(ReadAttributes(scope));
        }

        spans.Spans.AddRange(json.List("spans").Select(ReadSpan));
        return spans;
    }

    private static OtlpSpan ReadSpan(JsonElement json)
    {
        var span = new OtlpSpan
        {
            TraceId = json.Id("traceId"),
            SpanId = json.Id("spanId"),
            ParentSpanId = json.Id("parentSpanId"),
            TraceState = json.Text("traceState"),
            Name = json.Text("name"),
            Kind = (OtlpSpan.Types.SpanKind)json.Choice("kind", Kinds),
            StartTimeUnixNano = json.Unsigned("startTimeUnixNano"),
            EndTimeUnixNano = json.Unsigned("endTimeUnixNano"),
            DroppedAttributesCount = json.Unsigned32("droppedAttributesCount"),
            DroppedEventsCount = json.Unsigned32("droppedEventsCount"),
            DroppedLinksCount = json.Unsigned32("droppedLinksCount"),
            Flags = json.Unsigned32("flags"),
        };
        span.Attributes.AddRange(ReadAttributes(json));
        span.Events.AddRange(json.List("events").Select(ReadEvent));
        span.Links.AddRange(json.List("links").Select(ReadLink));
        if (json.Message("status") is { } status)
        {
            span.Status = new Status { Message = status.Text("message"), Code = (Status.Types.StatusCode)status.Choice("code", StatusCodes) };
        }

        return span;
    }

    private static OtlpSpan.Types.Event ReadEvent(JsonElement json)
    {
        var item = new OtlpSpan.Types.Event { TimeUnixNano = json.Unsigned("timeUnixNano"), Name = json.Text("name") };
        item.Attributes.AddRange(ReadAttributes(json));
        return item;
    }

    private static OtlpSpan.Types.Link ReadLink(JsonElement json)
    {
        var link = new OtlpSpan.Types.Link { TraceId = json.Id("traceId"), SpanId = json.Id("spanId"), TraceState = json.Text("traceState") };
        link.Attributes.AddRange(ReadAttributes(json));
        return link;
    }

    private static IEnumerable<KeyValue> ReadAttributes(JsonElement json) => json.List("attributes").Select(ReadKeyValue);

    private static KeyValue ReadKeyValue(JsonElement json)
    {
        var pair = new KeyValue { Key = json.Text("key") };
        if (json.Message("value") is { } value)
        {
            pair.Value = ReadValue(value);
        }

        return pair;
    }

    private static AnyValue ReadValue(JsonElement json)
    {
        if (json.TryField("stringValue", out _))
        {
            return new AnyValue { StringValue = json.Text("stringValue") };
        }

        if (json.TryField("boolValue", out _))
        {
            return new AnyValue { BoolValue = json.Switch("boolValue") };
        }

        if (json.TryField("intValue", out _))
        {
            return new AnyValue { IntValue = json.Signed("intValue") };
        }

        if (json.TryField("doubleValue", out _))
        {
            return new AnyValue { DoubleValue = json.Double("doubleValue") };
        }

        return json.TryField("bytesValue", out _) ? new AnyValue { BytesValue = ReadBytes(json.Text("bytesValue")) } : ReadNested(json);
    }

    private static AnyValue ReadNested(JsonElement json)
    {
        var value = new AnyValue();
        if (json.Message("arrayValue") is { } array)
        {
            value.ArrayValue = new ArrayValue();
            value.ArrayValue.Values.AddRange(array.List("values").Select(ReadValue));
        }
        else if (json.Message("kvlistValue") is { } map)
        {
            value.KvlistValue = new KeyValueList();
            value.KvlistValue.Values.AddRange(map.List("values").Select(ReadKeyValue));
        }

        return value;
    }

    private static ByteString ReadBytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length)
            ? ByteString.CopyFrom(bytes.AsSpan(0, length))
            : throw new OtlpFormatException("The field bytesValue must be base64.");
    }
}
