using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DistributedTracing.Batching;
using DistributedTracing.Delivery;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Delivery;

/// <summary>The exporter against a collector on a real socket.</summary>
public sealed class OtlpDestinationTests
{
    private readonly LogCollector _log = new();

    [Theory]
    [InlineData("http://localhost:4318", false, "http://localhost:4318/v1/traces")]
    [InlineData("http://localhost:4318/", false, "http://localhost:4318/v1/traces")]
    [InlineData("https://otlp.example/otlp", false, "https://otlp.example/otlp/v1/traces")]
    [InlineData("https://otlp.example/v1/traces", false, "https://otlp.example/v1/traces")]
    [InlineData("https://otlp.example/custom", true, "https://otlp.example/custom")]
    public void EndpointOf_Http_AppendsThePathToABaseAddress(string configured, bool isComplete, string expected)
    {
        var options = new DeliveryOptions { Endpoint = new Uri(configured), EndpointIsComplete = isComplete };

        OtlpDestination.EndpointOf(options).Should().Be(new Uri(expected));
    }

    [Theory]
    [InlineData(DeliveryProtocol.HttpProtobuf, "http://localhost:4318/v1/traces")]
    [InlineData(DeliveryProtocol.Grpc, "http://localhost:4317/")]
    public void EndpointOf_NothingConfigured_IsTheDefaultPortOfTheProtocol(DeliveryProtocol protocol, string expected) =>
        OtlpDestination.EndpointOf(new DeliveryOptions { Protocol = protocol }).Should().Be(new Uri(expected));

    [Fact]
    public void Show_AddressWithCredentialsAndKey_LeavesThemOut() =>
        OtlpDestination.Show(new Uri("https://user:secret@otlp.example:8443/v1/traces?key=secret")).Should().Be("https://otlp.example:8443/v1/traces");

    [Theory]
    [InlineData(DeliveryProtocol.HttpProtobuf, HttpProtocols.Http1, DeliveryCompression.None)]
    [InlineData(DeliveryProtocol.HttpProtobuf, HttpProtocols.Http1, DeliveryCompression.Gzip)]
    [InlineData(DeliveryProtocol.Grpc, HttpProtocols.Http2, DeliveryCompression.None)]
    public async Task Export_ToACollector_DeliversTheSpans(DeliveryProtocol protocol, HttpProtocols http, DeliveryCompression compression)
    {
        await using var collector = await OtlpCollector.StartAsync(http);
        var options = Options(collector.Address);
        options.Protocol = protocol;
        options.Compression = compression;
        options.Headers["x-api-key"] = "a,b=c d";

        Send(options, spans: 3).Should().BeTrue();

        collector.Spans.Should().Be(3);
        collector.Requests.Single().Headers["x-api-key"].Should().Be("a,b=c d");
    }

    [Fact]
    public async Task Export_SpansThatCannotBeWritten_LosesThoseOnly()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var processor = new BatchSpanProcessor(
            OtlpDestination.Create(Options(collector.Address)), new BatchingOptions { Delay = TimeSpan.FromMinutes(5) }, _log);
        for (var i = 0; i < 100; i++)
        {
            var span = new Activity("span") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
            span.SetIdFormat(ActivityIdFormat.W3C).Start();
            if (i is 3 or 57)
            {
                span.SetTag(null!, "an attribute without a name");
            }

            span.Stop();
            processor.OnEnd(span);
        }

        processor.ForceFlush(20_000).Should().BeFalse("a dropped span is not a flushed one");

        collector.Spans.Should().Be(98);
        processor.Counts.Should().Be(new SpanCounts(Exported: 98, Dropped: 2, Waiting: 0));
        _log.Warnings.Should().ContainSingle().Which.Should().StartWith("The span \"span\" of the source  is dropped");
    }

    [Fact]
    public async Task Export_ServerAsksToWait_SendsAgainAfterThat()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var answers = 0;
        collector.Answer = context =>
        {
            if (Interlocked.Increment(ref answers) == 1)
            {
                context.Response.StatusCode = 503;
                context.Response.Headers.RetryAfter = "1";
            }

            return Task.CompletedTask;
        };
        var started = Stopwatch.GetTimestamp();

        Send(Options(collector.Address), spans: 2).Should().BeTrue();

        Stopwatch.GetElapsedTime(started).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1), "the server asked for a second");
        collector.Spans.Should().Be(2);
        _log.Warnings.Should().ContainSingle().Which.Should().Contain("it answered 503 Service Unavailable");
    }

    [Fact]
    public async Task Export_ServerNeverAnswers_IsCancelledAfterTheTimeout()
    {
        await using var collector = await OtlpCollector.StartAsync();
        collector.Answer = context => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
        var options = Options(collector.Address);
        options.Timeout = TimeSpan.FromMilliseconds(200);

        Send(options, spans: 1, flushMilliseconds: 2_000).Should().BeFalse();

        _log.Warnings.Should().Contain(line => line.Contains("it did not answer in time. They are kept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Export_CollectorAppearsLater_DeliversWhatWaited()
    {
        var port = FreePort();
        using var source = new ActivitySource("tests.later");
        using var processor = new BatchSpanProcessor(
            OtlpDestination.Create(Options(new Uri($"http://127.0.0.1:{port}"))), new BatchingOptions { Delay = TimeSpan.FromMilliseconds(10) }, _log);
        using var provider = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).AddProcessor(processor).Build();
        source.StartActivity("early")!.Dispose();
        await Eventually.TrueAsync(() => _log.Warnings.Any());

        await using var collector = await OtlpCollector.StartAsync(port: port);

        await Eventually.TrueAsync(() => collector.Spans == 1);
        await Eventually.TrueAsync(() => _log.Lines.Any(line => line.Text.EndsWith("again.", StringComparison.Ordinal)));
    }

    private static DeliveryOptions Options(Uri endpoint) => new() { Endpoint = endpoint, Timeout = TimeSpan.FromSeconds(5) };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Send(DeliveryOptions options, int spans, int flushMilliseconds = 20_000)
    {
        using var source = new ActivitySource($"tests.{Guid.NewGuid()}");
        using var processor = new BatchSpanProcessor(OtlpDestination.Create(options), new BatchingOptions(), _log);
        using var provider = Sdk.CreateTracerProviderBuilder().AddSource(source.Name).AddProcessor(processor).Build();
        for (var i = 0; i < spans; i++)
        {
            source.StartActivity("span")!.Dispose();
        }

        return processor.ForceFlush(flushMilliseconds);
    }
}
