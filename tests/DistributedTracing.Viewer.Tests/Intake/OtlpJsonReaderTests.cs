using System.Text;
using DistributedTracing.Viewer.Internal.Intake;
using DistributedTracing.Viewer.Protos;
using Google.Protobuf;
using OtlpSpan = DistributedTracing.Viewer.Protos.Span;

namespace DistributedTracing.Viewer.Tests.Intake;

public sealed class OtlpJsonReaderTests
{
    // The shape of https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/examples/trace.json.
    public const string Example =
        """
        {
          "resourceSpans": [{
            "resource": { "attributes": [{ "key": "service.name", "value": { "stringValue": "my.service" } }] },
            "scopeSpans": [{
              "scope": { "name": "my.instrumentation", "version": "1.0.0", "attributes": [{ "key": "k", "value": { "boolValue": true } }] },
              "spans": [{
                "traceId": "5B8EFFF798038103D269B633813FC60C",
                "spanId": "EEE19B7EC3C1B174",
                "parentSpanId": "EEE19B7EC3C1B173",
                "traceState": "vendor=1",
                "name": "I'm a server span",
                "startTimeUnixNano": "1544712660000000000",
                "endTimeUnixNano": 1544712661000000000,
                "kind": 2,
                "attributes": [
                  { "key": "text", "value": { "stringValue": "some value" } },
                  { "key": "whole", "value": { "intValue": "-9007199254740993" } },
                  { "key": "plain", "value": { "intValue": 42 } },
                  { "key": "real", "value": { "doubleValue": 1.5 } },
                  { "key": "nan", "value": { "doubleValue": "NaN" } },
                  { "key": "bytes", "value": { "bytesValue": "AQID" } },
                  { "key": "list", "value": { "arrayValue": { "values": [{ "intValue": "1" }, { "stringValue": "b" }] } } },
                  { "key": "map", "value": { "kvlistValue": { "values": [{ "key": "a", "value": { "boolValue": false } }] } } },
                  { "key": "empty", "value": {} },
                  { "key": "nothing", "value": null }
                ],
                "droppedAttributesCount": 3,
                "events": [{ "timeUnixNano": "1544712660500000000", "name": "an event", "attributes": [{ "key": "e", "value": { "stringValue": "v" } }] }],
                "links": [{ "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b175", "attributes": [] }],
                "status": { "code": "STATUS_CODE_ERROR", "message": "no" },
                "flags": 257,
                "aFieldOfTheFuture": { "x": [1, 2, 3] }
              }]
            }]
          }]
        }
        """;

    [Fact]
    public void Read_Example_GivesTheSameMessageAsProtobuf()
    {
        var request = OtlpDecoder.Decode(Encoding.UTF8.GetBytes(Example), OtlpEncoding.Json);

        var span = new OtlpSpan
        {
            TraceId = ByteString.CopyFrom(Convert.FromHexString("5B8EFFF798038103D269B633813FC60C")),
            SpanId = ByteString.CopyFrom(Convert.FromHexString("EEE19B7EC3C1B174")),
            ParentSpanId = ByteString.CopyFrom(Convert.FromHexString("EEE19B7EC3C1B173")),
            TraceState = "vendor=1",
            Name = "I'm a server span",
            StartTimeUnixNano = 1544712660000000000,
            EndTimeUnixNano = 1544712661000000000,
            Kind = OtlpSpan.Types.SpanKind.Server,
            DroppedAttributesCount = 3,
            Status = new Status { Code = Status.Types.StatusCode.Error, Message = "no" },
            Flags = 257,
        }
            .With("text", "some value")
            .With("whole", new AnyValue { IntValue = -9007199254740993 })
            .With("plain", new AnyValue { IntValue = 42 })
            .With("real", new AnyValue { DoubleValue = 1.5 })
            .With("nan", new AnyValue { DoubleValue = double.NaN })
            .With("bytes", new AnyValue { BytesValue = ByteString.CopyFrom(1, 2, 3) })
            .With("list", new AnyValue { ArrayValue = new ArrayValue { Values = { new AnyValue { IntValue = 1 }, new AnyValue { StringValue = "b" } } } })
            .With("map", new AnyValue { KvlistValue = new KeyValueList { Values = { new KeyValue { Key = "a", Value = new AnyValue { BoolValue = false } } } } })
            .With("empty", new AnyValue());
        span.Attributes.Add(new KeyValue { Key = "nothing" });
        span.Events.Add(new OtlpSpan.Types.Event { TimeUnixNano = 1544712660500000000, Name = "an event", Attributes = { Text("e", "v") } });
        span.Links.Add(new OtlpSpan.Types.Link { TraceId = span.TraceId, SpanId = ByteString.CopyFrom(Convert.FromHexString("EEE19B7EC3C1B175")) });
        var expected = new ExportTraceServiceRequest
        {
            ResourceSpans =
            {
                new ResourceSpans
                {
                    Resource = new Resource { Attributes = { Text("service.name", "my.service") } },
                    ScopeSpans =
                    {
                        new ScopeSpans
                        {
                            Scope = new InstrumentationScope
                            {
                                Name = "my.instrumentation",
                                Version = "1.0.0",
                                Attributes = { new KeyValue { Key = "k", Value = new AnyValue { BoolValue = true } } },
                            },
                            Spans = { span },
                        },
                    },
                },
            },
        };
        request.Equals(expected).Should().BeTrue("\n{0}\nshould be\n{1}", request, expected);
    }

    [Theory]
    [InlineData("\"startTimeUnixNano\": \"1544712660000000000\"", "\"startTimeUnixNano\": \"-1\"")]
    [InlineData("\"startTimeUnixNano\": \"1544712660000000000\"", "\"startTimeUnixNano\": \"18446744073709551616\"")]
    [InlineData("\"startTimeUnixNano\": \"1544712660000000000\"", "\"startTimeUnixNano\": 1.5")]
    [InlineData("\"startTimeUnixNano\": \"1544712660000000000\"", "\"startTimeUnixNano\": true")]
    [InlineData("\"kind\": 2", "\"kind\": \"SPAN_KIND_NONE\"")]
    [InlineData("\"kind\": 2", "\"kind\": 99999999999")]
    [InlineData("\"bytesValue\": \"AQID\"", "\"bytesValue\": \"!\"")]
    [InlineData("\"boolValue\": false", "\"boolValue\": \"false\"")]
    [InlineData("\"name\": \"an event\"", "\"name\": \"\\ud800\"")]
    [InlineData("\"events\": [", "\"events\": [[], ")]
    [InlineData("\"status\": {", "\"status\": 1, \"other\": {")]
    public void Read_FieldOfWrongType_IsRefused(string field, string wrong)
    {
        var body = Encoding.UTF8.GetBytes(Example.Replace(field, wrong, StringComparison.Ordinal));

        var decode = () => OtlpDecoder.Decode(body, OtlpEncoding.Json);

        decode.Should().Throw<OtlpFormatException>();
    }

    [Theory]
    [InlineData("xyz")]
    [InlineData("5B8EFFF798038103D269B633813FC60")]
    [InlineData("5B8EFFF798038103D269B633813FC60G")]
    [InlineData("W47/95gDgQPSabYzgT/GDA==")]
    public void Read_TraceIdThatIsNotHexadecimal_LeavesOutTheSpanOnly(string id)
    {
        var body = Encoding.UTF8.GetBytes(Example.Replace("5B8EFFF798038103D269B633813FC60C", id, StringComparison.Ordinal));

        var received = ReceivedSpans.From(OtlpDecoder.Decode(body, OtlpEncoding.Json));

        received.Rejected.Should().Be(1);
        received.Accepted.Should().BeEmpty();
    }

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };
}
