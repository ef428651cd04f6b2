using System.Diagnostics;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>The trace context on its way in, through the process and out.</summary>
public sealed class ContextTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";

    public static TheoryData<string, Dictionary<string, string>> SampledCallers => new()
    {
        { TraceId, new() { ["traceparent"] = $"00-{TraceId}-{SpanId}-01" } },
        { TraceId, new() { ["b3"] = $"{TraceId}-{SpanId}-1" } },
        { TraceId, new() { ["b3"] = $"{TraceId}-{SpanId}-d" } },
        { "0000000000000000" + TraceId[16..], new() { ["b3"] = $"{TraceId[16..]}-{SpanId}-1" } },
        { TraceId, new() { ["X-B3-TraceId"] = TraceId, ["X-B3-SpanId"] = SpanId, ["X-B3-Sampled"] = "1" } },
        { TraceId, new() { ["uber-trace-id"] = $"{TraceId}:{SpanId}:0:1" } },
    };

    [Theory]
    [MemberData(nameof(SampledCallers))]
    public async Task Request_FromATracedCaller_ContinuesItsTrace(string traceId, Dictionary<string, string> headers)
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/", () => "ok"));
        await SendAsync(app, headers);

        var span = (await app.StopAsync()).Should().ContainSingle().Subject;

        span.TraceId.ToHexString().Should().Be(traceId);
        span.ParentSpanId.ToHexString().Should().Be(SpanId);
        span.HasRemoteParent.Should().BeTrue();
    }

    [Theory]
    [InlineData("traceparent", $"00-{TraceId}-{SpanId}-00")]
    [InlineData("b3", $"{TraceId}-{SpanId}-0")]
    [InlineData("uber-trace-id", $"{TraceId}:{SpanId}:0:0")]
    public async Task Request_FromACallerThatDoesNotSample_IsNotRecorded(string header, string value)
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/", () => Activity.Current?.TraceId.ToHexString()));

        var body = await SendAsync(app, new() { [header] = value });

        body.Should().Be(TraceId, "the trace context still flows");
        (await app.StopAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("traceparent", "garbage")]
    [InlineData("traceparent", $"00-{TraceId}-0000000000000000-01")]
    [InlineData("traceparent", $"00-{TraceId}-{SpanId}-01,00-{TraceId}-{SpanId}-01")]
    [InlineData("b3", "1")]
    public async Task Request_WithAMalformedContext_StartsATrace(string header, string value)
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/", () => "ok"));
        await SendAsync(app, new() { [header] = value });

        var span = (await app.StopAsync()).Should().ContainSingle().Subject;

        span.TraceId.ToHexString().Should().NotBe(TraceId);
        span.ParentSpanId.Should().Be(default(ActivitySpanId));
    }

    [Theory]
    [InlineData("tracecontext")]
    [InlineData("b3")]
    [InlineData("b3multi")]
    [InlineData("jaeger")]
    public async Task OutgoingRequest_InsideARequest_BecomesAClientSpanWhoseCalleeIsItsChild(string format)
    {
        await using var app = await TestApp.StartAsync(
            map =>
            {
                map.MapGet("/outer", async (IHttpClientFactory clients, HttpContext context) =>
                    await clients.CreateClient().GetStringAsync(new Uri($"http://{context.Request.Host}/inner")));
                map.MapGet("/inner", () => "ok");
            },
            new() { ["Tracing:Propagation:Inject:0"] = format },
            builder => builder.Services.AddHttpClient());
        await app.Client.GetStringAsync("/outer");

        var spans = (await app.StopAsync()).OrderBy(span => span.StartTimeUtc).ToList();

        spans.Select(span => (span.DisplayName, span.Kind)).Should().Equal(
            ("GET /outer", ActivityKind.Server), ("GET", ActivityKind.Client), ("GET /inner", ActivityKind.Server));
        spans[1].ParentSpanId.Should().Be(spans[0].SpanId);
        spans[2].ParentSpanId.Should().Be(spans[1].SpanId);
        spans.Select(span => span.TraceId).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Baggage_FromTheCaller_ReachesTheCallee()
    {
        await using var app = await TestApp.StartAsync(
            map =>
            {
                map.MapGet("/outer", async (IHttpClientFactory clients, HttpContext context) =>
                    await clients.CreateClient().GetStringAsync(new Uri($"http://{context.Request.Host}/inner")));
                map.MapGet("/inner", (HttpRequest request) => request.Headers["baggage"].ToString());
            },
            configure: builder => builder.Services.AddHttpClient());

        var body = await SendAsync(app, new() { ["baggage"] = "tenant=acme%20corp" }, "/outer");

        body.Should().Be("tenant=acme%20corp");
    }

    [Fact]
    public async Task JaegerBaggage_FromTheCaller_ReachesTheCallee()
    {
        await using var app = await TestApp.StartAsync(
            map =>
            {
                map.MapGet("/outer", async (IHttpClientFactory clients, HttpContext context) =>
                    await clients.CreateClient().GetStringAsync(new Uri($"http://{context.Request.Host}/inner")));
                map.MapGet("/inner", (HttpRequest request) => request.Headers["uberctx-tenant"].ToString());
            },
            new() { ["Tracing:Propagation:Inject:0"] = "jaeger" },
            builder => builder.Services.AddHttpClient());

        var body = await SendAsync(
            app, new() { ["uber-trace-id"] = $"{TraceId}:{SpanId}:0:1", ["uberctx-Tenant"] = "acme%20corp" }, "/outer");

        body.Should().Be("acme%20corp");
    }

    [Theory] // https://github.com/openzipkin/b3-propagation#sampling-state: a decision without ids is one about the trace that begins here
    [InlineData("b3", "0", "1", false)]
    [InlineData("X-B3-Sampled", "0", "1", false)]
    [InlineData("b3", "1", "0", true)]
    [InlineData("b3", "d", "0", true)]
    [InlineData("X-B3-Sampled", "1", "0", true)]
    [InlineData("X-B3-Flags", "1", "0", true)]
    public async Task Decision_WithoutAContext_IsFollowedAndReachesTheCallee(string header, string value, string ratio, bool isRecorded)
    {
        await using var app = await StartHopAsync(new() { ["Tracing:Sampling:Ratio"] = ratio, ["Tracing:Propagation:Inject:0"] = "b3" });

        var sent = (await SendAsync(app, new() { [header] = value }, "/outer")).Split('-');

        sent[2].Should().Be(value == "d" || header == "X-B3-Flags" ? "d" : isRecorded ? "1" : "0");
        (await app.StopAsync()).Any(span => span.TraceId.ToHexString() == sent[0]).Should().Be(isRecorded);
    }

    [Theory]
    [InlineData("Tracing:Sampling:FollowCallers", "false")]
    [InlineData("Tracing:Propagation:Extract:0", "tracecontext")]
    public async Task Decision_ThatIsNotToBeFollowed_IsNot(string setting, string settingValue)
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/", () => "ok"), new() { [setting] = settingValue });
        await SendAsync(app, new() { ["b3"] = "0" });

        (await app.StopAsync()).Should().ContainSingle();
    }

    [Fact] // A context has its own decision, or leaves it to this service.
    public async Task Decision_BesideAContext_IsNotLookedAt()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/", () => "ok"));
        await SendAsync(app, new() { ["traceparent"] = $"00-{TraceId}-{SpanId}-01", ["b3"] = "0" });

        (await app.StopAsync()).Should().ContainSingle();
    }

    [Theory] // Defer: "I don't know yet!"
    [InlineData("1", true)]
    [InlineData("0", false)]
    public async Task DeferredDecision_OfACaller_IsThatOfTheRatio(string ratio, bool isRecorded)
    {
        await using var app = await StartHopAsync(new() { ["Tracing:Sampling:Ratio"] = ratio, ["Tracing:Propagation:Inject:0"] = "b3" });

        var sent = await SendAsync(app, new() { ["b3"] = $"{TraceId}-{SpanId}" }, "/outer");

        sent.Should().StartWith($"{TraceId}-").And.EndWith(isRecorded ? "-1" : "-0");
        (await app.StopAsync()).Should().HaveCount(isRecorded ? 3 : 0);
    }

    [Theory] // "Debug ... implies accept", on every hop and in every format
    [InlineData("b3", $"{TraceId}-{SpanId}-d", "tracecontext", "tracestate", "b3=d")]
    [InlineData("b3", $"{TraceId}-{SpanId}-d", "jaeger", "uber-trace-id", "{0}:{1}:0:3")]
    [InlineData("uber-trace-id", $"{TraceId}:{SpanId}:0:3", "b3", "b3", "{0}-{1}-d")]
    [InlineData("uber-trace-id", $"{TraceId}:{SpanId}:0:3", "b3multi", "X-B3-Flags", "1")]
    public async Task DebugTrace_OfACaller_IsOneForTheCallee(string header, string value, string format, string calleeHeader, string expected)
    {
        await using var app = await StartHopAsync(new() { ["Tracing:Sampling:Ratio"] = "0", ["Tracing:Propagation:Inject:0"] = format }, calleeHeader);

        var sent = await SendAsync(app, new() { [header] = value }, "/outer");

        var client = (await app.StopAsync()).Single(span => span.Kind == ActivityKind.Client);
        sent.Should().Be(string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, client.TraceId, client.SpanId));
    }

    [Fact]
    public async Task Baggage_WithAKeyTwice_HasTheLastValueAndTheOrderOfTheHeader()
    {
        await using var app = await StartHopAsync([], "baggage");

        (await SendAsync(app, new() { ["baggage"] = "a=1,b=2,a=3" }, "/outer")).Should().Be("a=3,b=2");
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/healthz/live")]
    [InlineData("/ALIVE")]
    [InlineData("/ready")]
    [InlineData("/metrics")]
    public async Task Probe_WithChildren_IsNotTracedAndNorAreThey(string path)
    {
        using var source = new ActivitySource("tests.probe");
        await using var app = await TestApp.StartAsync(
            map =>
            {
                map.MapGet("/inner", (HttpRequest request) => request.Headers.TraceParent.ToString());
                map.MapFallback(async (IHttpClientFactory clients, HttpContext context) =>
                {
                    using var span = source.StartSpan("child");
                    return await clients.CreateClient().GetStringAsync(new Uri($"http://{context.Request.Host}/inner"));
                });
            },
            new() { ["Tracing:Sources"] = "tests.probe" },
            builder => builder.Services.AddHttpClient());

        var callee = await SendAsync(app, new() { ["traceparent"] = $"00-{TraceId}-{SpanId}-01" }, path);

        callee.Should().StartWith($"00-{TraceId}-").And.EndWith("-00", "the callee must not start a trace of its own");
        (await app.StopAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task IgnoredPaths_Configured_TakeThePlaceOfTheDefaultOnes()
    {
        await using var app = await TestApp.StartAsync(
            map => map.MapFallback(() => "ok"), new() { ["Tracing:AspNetCore:IgnoredPaths:0"] = "/internal/*" });
        await app.Client.GetStringAsync("/internal/x");
        await app.Client.GetStringAsync("/health");

        (await app.StopAsync()).Should().ContainSingle().Which.GetTagItem("url.path").Should().Be("/health");
    }

    [Fact]
    public async Task Provider_ConfiguredByTheApplicationToo_RecordsEachSpanOnce()
    {
        await using var app = await TestApp.StartAsync(
            map => map.MapGet("/", () => "ok"),
            configure: builder =>
            {
                builder.Services.AddDistributedTracing();
                builder.Services.ConfigureOpenTelemetryTracerProvider(provider => provider.AddSource("Microsoft.AspNetCore").AddSource("System.Net.Http"));
            });
        await app.Client.GetStringAsync("/");

        var span = (await app.StopAsync()).Should().ContainSingle().Subject;
        span.TagObjects.Select(tag => tag.Key).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Ratio_Zero_RecordsOnlyWhatCallersSample()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/", () => "ok"), new() { ["Tracing:Sampling:Ratio"] = "0" });
        await app.Client.GetStringAsync("/");
        await SendAsync(app, new() { ["traceparent"] = $"00-{TraceId}-{SpanId}-01" });

        (await app.StopAsync()).Should().ContainSingle().Which.TraceId.ToHexString().Should().Be(TraceId);
    }

    [Fact]
    public async Task Start_WithSeveralMistakes_FailsAndNamesThemAll()
    {
        var start = async () => await TestApp.StartAsync(_ => { }, new()
        {
            ["Tracing:Sampling:Ratio"] = "1.5",
            ["Tracing:Samplng:Ratio"] = "0.5",
            ["Tracing:AspNetCore:IgnoredPaths:0"] = "health",
            ["Tracing:Batching:Delay"] = "soon",
        });

        var failure = (await start.Should().ThrowAsync<TracingConfigurationException>()).Which;

        failure.Message.Split(Environment.NewLine).Should().BeEquivalentTo(
            "The tracing configuration has 4 problems:",
            "  - Tracing:Samplng (in-memory configuration): unknown setting; did you mean Tracing:Sampling.",
            "  - Tracing:Sampling:Ratio = \"1.5\" (in-memory configuration): must be a number from 0 to 1.",
            "  - Tracing:Batching:Delay = \"soon\" (in-memory configuration): must be a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from 00:00:00.010 to 00:05:00.000.",
            "  - Tracing:AspNetCore:IgnoredPaths:0 = \"health\" (in-memory configuration): must be paths that begin with \"/\", with \"*\" only at the end.");
    }

    // What the service sends on in a header.
    private static Task<TestApp> StartHopAsync(Dictionary<string, string?> settings, string header = "b3") => TestApp.StartAsync(
        map =>
        {
            map.MapGet("/outer", async (IHttpClientFactory clients, HttpContext context) =>
                await clients.CreateClient().GetStringAsync(new Uri($"http://{context.Request.Host}/inner")));
            map.MapGet("/inner", (HttpRequest request) => request.Headers[header].ToString());
        },
        settings,
        builder => builder.Services.AddHttpClient());

    private static async Task<string> SendAsync(TestApp app, Dictionary<string, string> headers, string path = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await app.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }
}
