using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DistributedTracing.Viewer.Internal.Intake;
using DistributedTracing.Viewer.Protos;
using Google.Protobuf;
using RpcStatus = DistributedTracing.Viewer.Protos.Rpc.Status;

namespace DistributedTracing.Viewer.Tests.Intake;

public sealed class OtlpIntakeTests
{
    [Fact]
    public async Task Post_Protobuf_StoresSpansAndAnswersInProtobuf()
    {
        using var store = await StoreFixture.StartAsync();

        using var response = await store.PostAsync(Some.Request(Some.Span(trace: 7)));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/x-protobuf");
        ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync()).PartialSuccess.Should().BeNull();
        (await store.GetAsync($"/api/traces/{Some.TraceIdText(7)}")).GetProperty("total").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Post_Json_StoresSpansAndAnswersInJson()
    {
        using var store = await StoreFixture.StartAsync();

        using var response = await store.PostAsync(Encoding.UTF8.GetBytes(OtlpJsonReaderTests.Example), "application/json; charset=utf-8");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        (await response.Content.ReadAsStringAsync()).Should().Be("{}");
        (await store.GetAsync("/api/traces/5b8efff798038103d269b633813fc60c")).GetProperty("total").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Post_Gzip_StoresSpans()
    {
        using var store = await StoreFixture.StartAsync();

        using var response = await store.PostAsync(Gzip(Some.Request(Some.Span()).ToByteArray()), encoding: "gzip");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await store.GetAsync("/api/services")).GetProperty("data")[0].GetString().Should().Be("orders");
    }

    [Theory] // https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/docs/specification.md#partial-success-1
    [InlineData(15, 8, 0)]
    [InlineData(17, 8, 0)]
    [InlineData(0, 8, 0)]
    [InlineData(16, 7, 0)]
    [InlineData(16, 0, 0)]
    [InlineData(16, 8, 3)]
    public async Task Post_WrongIdLength_CountsSpanAsRejected(int traceIdBytes, int spanIdBytes, int parentIdBytes)
    {
        using var store = await StoreFixture.StartAsync();
        var wrong = Some.Span();
        wrong.TraceId = Bytes(traceIdBytes);
        wrong.SpanId = Bytes(spanIdBytes);
        wrong.ParentSpanId = Bytes(parentIdBytes);

        using var response = await store.PostAsync(Some.Request(wrong, Some.Span(trace: 2)));

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        var answer = ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync());
        answer.PartialSuccess.RejectedSpans.Should().Be(1);
        answer.PartialSuccess.ErrorMessage.Should().NotBeEmpty();
        (await store.GetAsync("/api/traces")).GetProperty("total").GetInt32().Should().Be(1);
    }

    [Fact]
    public async Task Post_AllZeroIds_CountsSpanAsRejectedInJsonToo()
    {
        using var store = await StoreFixture.StartAsync();
        var json = OtlpJsonReaderTests.Example.Replace("5B8EFFF798038103D269B633813FC60C", new string('0', 32), StringComparison.Ordinal);

        using var response = await store.PostAsync(Encoding.UTF8.GetBytes(json), "application/json");

        var answer = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        answer.GetProperty("partialSuccess").GetProperty("rejectedSpans").GetString().Should().Be("1", "64-bit numbers are strings in OTLP JSON");
    }

    public static TheoryData<string, byte[], string, string?, HttpStatusCode> BadRequests()
    {
        var nested = string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", 100));
        return new()
        {
            { "garbage protobuf", [0xFF, 0xFF, 0xFF, 0xFF, 0x01], "application/x-protobuf", null, HttpStatusCode.BadRequest },
            { "truncated protobuf", Some.Request(Some.Span()).ToByteArray()[..^3], "application/x-protobuf", null, HttpStatusCode.BadRequest },
            { "nested protobuf", DeepProtobuf(), "application/x-protobuf", null, HttpStatusCode.BadRequest },
            { "garbage JSON", "{\"resourceSpans\":"u8.ToArray(), "application/json", null, HttpStatusCode.BadRequest },
            { "JSON of a wrong type", "{\"resourceSpans\":7}"u8.ToArray(), "application/json", null, HttpStatusCode.BadRequest },
            { "JSON that is no object", "[1]"u8.ToArray(), "application/json", null, HttpStatusCode.BadRequest },
            { "nested JSON", Encoding.UTF8.GetBytes(nested), "application/json", null, HttpStatusCode.BadRequest },
            { "no gzip", "hello"u8.ToArray(), "application/x-protobuf", "gzip", HttpStatusCode.BadRequest },
            { "a gzip bomb", Gzip(new byte[50_000_000]), "application/x-protobuf", "gzip", HttpStatusCode.RequestEntityTooLarge },
            { "too large", new byte[2_000_000], "application/x-protobuf", null, HttpStatusCode.RequestEntityTooLarge },
            { "another type", "{}"u8.ToArray(), "text/plain", null, HttpStatusCode.UnsupportedMediaType },
            { "another encoding", "{}"u8.ToArray(), "application/json", "br", HttpStatusCode.UnsupportedMediaType },
        };
    }

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Post_BadRequest_IsRefusedWithAStatusMessage(string what, byte[] body, string contentType, string? encoding, HttpStatusCode expected)
    {
        using var store = await StoreFixture.StartAsync(new ViewerTracingOptions { MaxRequestBytes = 1_000_000 });

        using var response = await store.PostAsync(body, contentType, encoding);

        response.StatusCode.Should().Be(expected, what);
        var answer = await response.Content.ReadAsByteArrayAsync();
        var message = contentType == "application/x-protobuf"
            ? RpcStatus.Parser.ParseFrom(answer).Message
            : JsonSerializer.Deserialize<JsonElement>(answer).GetProperty("message").GetString();
        message.Should().NotBeNullOrEmpty();
        store.Log.Warnings.Should().BeEmpty();
        (await store.GetAsync("/api/traces")).GetProperty("total").GetInt32().Should().Be(0);
    }

    [Fact]
    public async Task Get_Intake_IsNotAllowed()
    {
        using var store = await StoreFixture.StartAsync();

        using var response = await store.Client.GetAsync(new Uri("/v1/traces", UriKind.Relative));

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        response.Content.Headers.Allow.Should().Equal("POST");
    }

    [Fact]
    public async Task Post_ChunkedWithoutLength_IsBoundedAllTheSame()
    {
        using var store = await StoreFixture.StartAsync(new ViewerTracingOptions { MaxRequestBytes = 100_000 });
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, store.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\nTransfer-Encoding: chunked\r\n\r\n"));
        var chunk = Encoding.ASCII.GetBytes("2000\r\n" + new string('x', 0x2000) + "\r\n");
        for (var i = 0; i < 13; i++)
        {
            await stream.WriteAsync(chunk);
        }

        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync()).Should().Contain("413");
    }

    [Theory]
    [InlineData("evil.example", "403")]
    [InlineData("localhost.evil.example", "403")]
    [InlineData("192.168.0.1", "403")]
    [InlineData("localhost", "200")]
    [InlineData("127.0.0.1", "200")]
    [InlineData("[::1]", "200")]
    [InlineData("orders.localhost", "200")]
    public async Task Request_HostHeader_MustNameThisMachine(string host, string expected)
    {
        using var store = await StoreFixture.StartAsync();
        foreach (var path in (string[])["/v1/traces", "/_tracing", "/api/traces"])
        {
            using var request = path == "/v1/traces"
                ? new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Some.Request(Some.Span()).ToByteArray()) }
                : new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            request.Content?.Headers.Add("Content-Type", "application/x-protobuf");

            using var response = await store.Client.SendAsync(request);

            ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture).Should().Be(expected, path);
            response.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
        }
    }

    [Theory]
    [InlineData("Protobuf")]
    [InlineData("Json")]
    public void Decode_MillionsOfEmptyMessages_AreRefusedBeforeTheyTakeMemory(string name)
    {
        var encoding = Enum.Parse<OtlpEncoding>(name);
        byte[] empty = encoding == OtlpEncoding.Protobuf ? [0x0A, 0x00] : "{},"u8.ToArray();
        byte[] many = [.. Enumerable.Repeat(empty, MessageCount.Max + 1).SelectMany(bytes => bytes)];
        byte[] body = encoding == OtlpEncoding.Protobuf ? many : [.. "{\"resourceSpans\":["u8, .. many, .. "{}]}"u8];
        var before = GC.GetAllocatedBytesForCurrentThread();

        var decode = () => OtlpDecoder.Decode(body, encoding);

        decode.Should().Throw<OtlpFormatException>().WithMessage("*messages*");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1_000_000);
    }

    [Fact]
    public void MessageCount_RichSpans_AreFarBelowTheLimit()
    {
        var request = Some.Request([.. Enumerable.Range(1, 2_048).Select(id =>
            Enumerable.Range(0, 40).Aggregate(Some.Span(id: id), (span, key) => span.With("key" + key, "value")))]);

        MessageCount.IsAboveMax(request.ToByteArray(), OtlpEncoding.Protobuf).Should().BeFalse();
    }

    private static ByteString Bytes(int count) => ByteString.CopyFrom([.. Enumerable.Repeat((byte)1, count)]);

    private static byte[] DeepProtobuf()
    {
        var value = new AnyValue { StringValue = "deep" };
        for (var i = 0; i < 200; i++)
        {
            value = new AnyValue { ArrayValue = new ArrayValue { Values = { value } } };
        }

        return Some.Request(Some.Span().With("deep", value)).ToByteArray();
    }

    private static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }
}
