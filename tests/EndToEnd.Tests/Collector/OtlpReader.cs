using System.Diagnostics;
using EndToEnd.Tests.Collector.Protocol;
using Google.Protobuf;
using ProtocolSpan = EndToEnd.Tests.Collector.Protocol.Span;

namespace EndToEnd.Tests.Collector;

/// <summary>Decodes OTLP export requests.</summary>
internal static class OtlpReader
{
    private const int ErrorStatus = 2;

    public static IEnumerable<ReceivedSpan> Read(byte[] body)
    {
        foreach (var resource in ExportTraceServiceRequest.Parser.ParseFrom(body).ResourceSpans)
        {
            var service = resource.Resource.Attributes.Single(attribute => attribute.Key == "service.name").Value.StringValue;
            foreach (var scope in resource.ScopeSpans)
            {
                foreach (var span in scope.Spans)
                {
                    yield return ToSpan(service, scope.Scope.Name, span);
                }
            }
        }
    }

    private static ReceivedSpan ToSpan(string service, string source, ProtocolSpan span) => new(
        Hex(span.TraceId),
        Hex(span.SpanId),
        Hex(span.ParentSpanId),
        service,
        source,
        span.Name,
        (ActivityKind)(span.Kind - 1),
        span.StartTimeUnixNano,
        span.EndTimeUnixNano,
        span.Status?.Code == ErrorStatus,
        span.Attributes.ToDictionary(attribute => attribute.Key, attribute => ToValue(attribute.Value)),
        [.. span.Events.Select(@event => @event.Name)],
        [.. span.Links.Select(link => (Hex(link.TraceId), Hex(link.SpanId)))],
        span.TraceState);

    private static object ToValue(AnyValue value) => value.ValueCase switch
    {
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue,
        AnyValue.ValueOneofCase.IntValue => value.IntValue,
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue,
        _ => value.StringValue,
    };

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);
}
