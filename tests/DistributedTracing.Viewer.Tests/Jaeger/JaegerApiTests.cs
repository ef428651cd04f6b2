using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using DistributedTracing.Viewer.Protos;
using Google.Protobuf;
using OtlpSpan = DistributedTracing.Viewer.Protos.Span;

namespace DistributedTracing.Viewer.Tests.Jaeger;

public sealed class JaegerApiTests
{
    [Fact]
    public async Task Trace_EveryKindOfValue_HasJaegersShape()
    {
        using var store = await StoreFixture.StartAsync();
        var span = Some.Span(id: 2, parent: 1, forMs: 3)
            .With("text", "a<b")
            .With("flag", new AnyValue { BoolValue = true })
            .With("whole", new AnyValue { IntValue = 9007199254740993 })
            .With("real", new AnyValue { DoubleValue = 0.5 })
            .With("nan", new AnyValue { DoubleValue = double.NaN })
            .With("raw", new AnyValue { BytesValue = ByteString.CopyFrom(1, 2, 3) })
            .With("list", new AnyValue { ArrayValue = new ArrayValue { Values = { new AnyValue { IntValue = 1 }, new AnyValue { StringValue = "b" } } } })
            .Failed();
        span.TraceState = "vendor=1";
        span.DroppedAttributesCount = 2;
        span.Events.Add(new OtlpSpan.Types.Event { TimeUnixNano = Some.Start + Some.Millisecond, Name = "exception" });
        span.Links.Add(new OtlpSpan.Types.Link { TraceId = Some.TraceId(9), SpanId = Some.SpanId(8) });
        (await store.PostAsync(Some.Request(span))).Dispose();

        var answer = await store.GetAsync($"/api/traces/{Some.TraceIdText(1)}");

        var expected = $$"""
            {
              "data": [{
                "traceID": "{{Some.TraceIdText(1)}}",
                "spans": [{
                  "traceID": "{{Some.TraceIdText(1)}}",
                  "spanID": "{{Some.SpanIdText(2)}}",
                  "flags": 1,
                  "operationName": "GET /orders",
                  "references": [
                    { "refType": "CHILD_OF", "traceID": "{{Some.TraceIdText(1)}}", "spanID": "{{Some.SpanIdText(1)}}" },
                    { "refType": "FOLLOWS_FROM", "traceID": "{{Some.TraceIdText(9)}}", "spanID": "{{Some.SpanIdText(8)}}" }
                  ],
                  "startTime": 1767323045000000,
                  "duration": 3000,
                  "tags": [
                    { "key": "text", "type": "string", "value": "a<b" },
                    { "key": "flag", "type": "bool", "value": true },
                    { "key": "whole", "type": "int64", "value": 9007199254740993 },
                    { "key": "real", "type": "float64", "value": 0.5 },
                    { "key": "nan", "type": "float64", "value": "NaN" },
                    { "key": "raw", "type": "binary", "value": "AQID" },
                    { "key": "list", "type": "string", "value": "[1,\"b\"]" },
                    { "key": "span.kind", "type": "string", "value": "server" },
                    { "key": "otel.status_code", "type": "string", "value": "ERROR" },
                    { "key": "error", "type": "bool", "value": true },
                    { "key": "otel.status_description", "type": "string", "value": "it broke" },
                    { "key": "otel.scope.name", "type": "string", "value": "tests" },
                    { "key": "otel.scope.version", "type": "string", "value": "1.0" },
                    { "key": "w3c.tracestate", "type": "string", "value": "vendor=1" }
                  ],
                  "logs": [{ "timestamp": 1767323045001000, "fields": [{ "key": "event", "type": "string", "value": "exception" }] }],
                  "processID": "p1",
                  "warnings": ["The sender left out 2 attributes, events or links."]
                }],
                "processes": { "p1": { "serviceName": "orders", "tags": [{ "key": "host.name", "type": "string", "value": "box" }] } },
                "warnings": null
              }],
              "total": 1,
              "limit": 0,
              "offset": 0,
              "errors": null
            }
            """;
        JsonNode.DeepEquals(JsonNode.Parse(answer.GetRawText()), JsonNode.Parse(expected)).Should().BeTrue(answer.GetRawText());
    }

    [Fact]
    public async Task Trace_SentInTwoRequests_HasOneProcessPerService()
    {
        using var store = await StoreFixture.StartAsync();
        (await store.PostAsync(Some.Request(Some.Span(id: 1)))).Dispose();
        (await store.PostAsync(Some.Request(Some.Span(id: 2, parent: 1)))).Dispose();
        (await store.PostAsync(Some.RequestOf("payments", Some.Span(id: 3, parent: 1)))).Dispose();

        var trace = (await store.GetAsync($"/api/traces/{Some.TraceIdText(1)}")).GetProperty("data")[0];

        trace.GetProperty("processes").EnumerateObject().Select(process => process.Value.GetProperty("serviceName").GetString())
            .Should().Equal("orders", "payments");
        trace.GetProperty("spans").EnumerateArray().Select(span => span.GetProperty("processID").GetString()).Should().Equal("p1", "p1", "p2");
    }

    [Fact]
    public async Task Trace_MoreSpansThanKept_SaysHowManyAreLeftOut()
    {
        using var store = await StoreFixture.StartAsync(new ViewerTracingOptions { MaxSpansPerTrace = 2 });
        (await store.PostAsync(Some.Request([.. Enumerable.Range(1, 5).Select(id => Some.Span(id: id))]))).Dispose();

        var trace = (await store.GetAsync($"/api/traces/{Some.TraceIdText(1)}")).GetProperty("data")[0];

        trace.GetProperty("warnings")[0].GetString().Should().Be("3 spans left out");
    }

    [Fact]
    public async Task Trace_EndsBeforeItStarts_HasNoDurationAndAWarning()
    {
        using var store = await StoreFixture.StartAsync();
        (await store.PostAsync(Some.Request(Some.Span(forMs: -5)))).Dispose();

        var span = (await store.GetAsync($"/api/traces/{Some.TraceIdText(1)}")).GetProperty("data")[0].GetProperty("spans")[0];

        span.GetProperty("duration").GetInt64().Should().Be(0);
        span.GetProperty("warnings")[0].GetString().Should().Contain("ends before it starts");
    }

    [Theory]
    [InlineData("00000000000000001234567890abcdef", HttpStatusCode.OK)]
    [InlineData("1234567890ABCDEF", HttpStatusCode.OK)]
    [InlineData("1234567890abcdee", HttpStatusCode.NotFound)]
    [InlineData("123456789+abcdef", HttpStatusCode.BadRequest)]
    [InlineData("000000000000000001234567890abcdef", HttpStatusCode.BadRequest)]
    [InlineData("%20", HttpStatusCode.BadRequest)]
    public async Task Trace_Id_IsReadAsJaegerDoes(string id, HttpStatusCode expected)
    {
        using var store = await StoreFixture.StartAsync();
        var span = Some.Span();
        span.TraceId = ByteString.CopyFrom(Convert.FromHexString("00000000000000001234567890ABCDEF"));
        (await store.PostAsync(Some.Request(span))).Dispose();

        var answer = await store.GetAsync("/api/traces/" + id, expected);

        if (expected == HttpStatusCode.OK)
        {
            answer.GetProperty("errors").ValueKind.Should().Be(JsonValueKind.Null);
        }
        else
        {
            answer.GetProperty("data").ValueKind.Should().Be(JsonValueKind.Null);
            answer.GetProperty("errors")[0].GetProperty("code").GetInt32().Should().Be((int)expected);
        }
    }

    [Theory]
    [InlineData("", "1 2 3")]
    [InlineData("service=orders", "1 2")]
    [InlineData("service=nobody", "")]
    [InlineData("service=orders&operation=POST%20%2Fpay", "2")]
    [InlineData("service=payments&operation=POST%20%2Fpay", "")]
    [InlineData("tags=%7B%22error%22%3A%22true%22%7D", "2")]
    [InlineData("tags=%7B%22region%22%3A%22eu%22%2C%22tries%22%3A%223%22%7D", "1")]
    [InlineData("tags=%7B%22region%22%3A%22us%22%7D", "")]
    [InlineData("tag=host.name%3Abox&service=payments", "3")]
    [InlineData("minDuration=100ms", "2 3")]
    [InlineData("minDuration=0.1s&maxDuration=1.5s", "2")]
    [InlineData("maxDuration=99999us", "1")]
    [InlineData("start=1767323046000000", "2 3")]
    [InlineData("start=1767323046000000&end=1767323046000000", "2")]
    [InlineData("end=1767323046000000&lookback=500ms", "2")]
    [InlineData("lookback=1h", "")]
    [InlineData("limit=2", "2 3")]
    [InlineData("traceID=ab000000000000000000000000000001&traceID=AB000000000000000000000000000003&traceID=77", "1 3")]
    public async Task Search_Parameters_SelectTraces(string query, string expected)
    {
        using var store = await StoreFixture.StartAsync();
        (await store.PostAsync(Some.Request(
            Some.Span(trace: 1, id: 1).With("region", "eu").With("tries", new AnyValue { IntValue = 3 }),
            Some.Span(trace: 2, id: 2, name: "POST /pay", atMs: 1_000, forMs: 100).Failed()))).Dispose();
        (await store.PostAsync(Some.RequestOf("payments", Some.Span(trace: 3, id: 3, atMs: 2_000, forMs: 2_000)))).Dispose();

        var answer = await store.GetAsync("/api/traces?" + query);

        answer.GetProperty("data").EnumerateArray().Select(trace => trace.GetProperty("traceID").GetString())
            .Should().BeEquivalentTo(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => Some.TraceIdText(number[0] - '0')));
    }

    [Theory]
    [InlineData("start=yesterday")]
    [InlineData("end=-1")]
    [InlineData("minDuration=fast")]
    [InlineData("maxDuration=10")]
    [InlineData("limit=0")]
    [InlineData("tags=error")]
    [InlineData("tags=%5B%5D")]
    [InlineData("tag=error")]
    [InlineData("traceID=xyz")]
    public async Task Search_MalformedParameter_IsABadRequest(string query)
    {
        using var store = await StoreFixture.StartAsync();

        var answer = await store.GetAsync("/api/traces?" + query, HttpStatusCode.BadRequest);

        answer.GetProperty("errors")[0].GetProperty("msg").GetString().Should().StartWith(query.Split('=')[0]);
    }

    [Fact]
    public async Task ServicesAndOperations_AreListedInOrder()
    {
        using var store = await StoreFixture.StartAsync();
        var client = Some.Span(id: 3, name: "POST");
        client.Kind = OtlpSpan.Types.SpanKind.Client;
        (await store.PostAsync(Some.RequestOf("shop/eu", Some.Span(id: 1, name: "b"), Some.Span(id: 2, name: "a"), client))).Dispose();
        (await store.PostAsync(Some.Request(Some.Span(id: 4)))).Dispose();

        (await store.GetAsync("/api/services")).GetProperty("data").ToString().Should().Be("""["orders","shop/eu"]""");
        (await store.GetAsync("/api/services/shop%2Feu/operations")).GetProperty("data").ToString().Should().Be("""["POST","a","b"]""");
        (await store.GetAsync("/api/operations?service=shop/eu&spanKind=client")).GetProperty("data").ToString()
            .Should().Be("""[{"name":"POST","spanKind":"client"}]""");
        await store.GetAsync("/api/operations", HttpStatusCode.BadRequest);
        await store.GetAsync("/api/nothing", HttpStatusCode.NotFound);
    }
}
