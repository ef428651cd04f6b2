using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using static DistributedTracing.AspNetCore.Tests.Trust.CallingApp;

namespace DistributedTracing.AspNetCore.Tests.Trust;

/// <summary>What each kind of trust makes of a caller's context: in the span, and in what goes on to the next service.</summary>
public sealed class TrustTests
{
    [Fact]
    public async Task Trust_SampledCaller_ContinuesTraceWithStateAndBaggage()
    {
        await using var app = await StartAsync(Default(IncomingTrust.Trust));
        var sent = (await app.GetAsync("/", ("traceparent", Sampled), ("tracestate", "a=1"), ("baggage", "k=v"))).Split('\n');

        var server = await ServerSpanAsync(app);

        server.ParentSpanId.ToHexString().Should().Be(SpanId);
        server.Links.Should().BeEmpty();
        sent[0].Should().StartWith($"00-{TraceId}-").And.EndWith("-01");
        sent[1..].Should().Equal("a=1", "k=v");
    }

    [Fact]
    public async Task Trust_CallerThatDoesNotSample_IsFollowed()
    {
        await using var app = await StartAsync(Default(IncomingTrust.Trust));
        var sent = await app.GetAsync("/", ("traceparent", Unsampled), ("baggage", "k=v"));

        sent.Should().StartWith($"00-{TraceId}-").And.Contain("-00\n").And.EndWith("\nk=v");
        (await app.StopAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Sampled, "1", "-01")]
    [InlineData(Unsampled, "1", "-01")]
    [InlineData(Sampled, "0", "-00")]
    [InlineData(Unsampled, "0", "-00")]
    public async Task ContinueIgnoringSampling_WhateverTheCallerDecided_IsDecidedHere(string traceparent, string ratio, string flags)
    {
        await using var app = await StartAsync(Default(IncomingTrust.ContinueIgnoringSampling, ratio));
        var sent = (await app.GetAsync("/", ("traceparent", traceparent), ("tracestate", "a=1"), ("baggage", "k=v"))).Split('\n');

        var spans = await app.StopAsync();

        sent[0].Should().StartWith($"00-{TraceId}-").And.EndWith(flags);
        sent[1..].Should().Equal("a=1", "k=v");
        spans.Should().HaveCount(ratio == "1" ? 2 : 0);
        spans.Where(span => span.TraceId.ToHexString() != TraceId).Should().BeEmpty();
        spans.SelectMany(span => span.Links).Should().BeEmpty();
    }

    [Fact]
    public async Task RestartWithLink_SampledCaller_BeginsATraceLinkedToTheCallersSpan()
    {
        await using var app = await StartAsync(Default(IncomingTrust.RestartWithLink));
        var sent = (await app.GetAsync("/", ("traceparent", Sampled), ("tracestate", "a=1"), ("baggage", "k=v"))).Split('\n');

        var server = await ServerSpanAsync(app);

        ShouldBeNew(server);
        server.Links.Should().ContainSingle().Which.Context
            .Should().Be(new ActivityContext(ActivityTraceId.CreateFromString(TraceId), ActivitySpanId.CreateFromString(SpanId), ActivityTraceFlags.Recorded, "a=1", isRemote: true));
        sent[0].Should().StartWith($"00-{server.TraceId}-").And.EndWith("-03", "the trace id is this service's own, and random");
        sent[1..].Should().Equal("ot=th:0", string.Empty);
    }

    [Theory]
    [InlineData("traceparent", Unsampled)]
    [InlineData("b3", $"{TraceId}-{SpanId}-0")]
    [InlineData("uber-trace-id", $"{TraceId}:{SpanId}:0:0")]
    public async Task RestartWithLink_CallerThatDoesNotSample_IsRecordedWithALinkInAnyFormat(string header, string value)
    {
        await using var app = await StartAsync(Default(IncomingTrust.RestartWithLink));
        await app.GetAsync("/", (header, value));

        var link = (await ServerSpanAsync(app)).Links.Should().ContainSingle().Subject.Context;

        link.TraceId.ToHexString().Should().Be(TraceId);
        link.SpanId.ToHexString().Should().Be(SpanId);
        link.TraceFlags.Should().Be(ActivityTraceFlags.None);
    }

    [Theory]
    [InlineData("traceparent", "garbage")]
    [InlineData("traceparent", $"00-{TraceId}-0000000000000000-01")]
    [InlineData("traceparent", $"ff-{TraceId}-{SpanId}-01")]
    [InlineData("traceparent", $"{Sampled},{Sampled}")]
    [InlineData("b3", "1")]
    [InlineData("x-nothing", "at all")]
    public async Task RestartWithLink_NoWellFormedContext_HasNoLink(string header, string value)
    {
        await using var app = await StartAsync(Default(IncomingTrust.RestartWithLink));
        await app.GetAsync("/", (header, value));

        var server = await ServerSpanAsync(app);

        ShouldBeNew(server);
        server.Links.Should().BeEmpty();
    }

    [Fact]
    public async Task RestartWithLink_HeadersChangedByTheApplication_LinksToWhatTheCallerSent()
    {
        await using var app = await TestApp.StartAsync(
            map => map.Use((HttpContext context, RequestDelegate next) =>
            {
                context.Request.Headers.TraceParent = $"00-{new string('f', 32)}-{SpanId}-01";
                return Task.CompletedTask;
            }),
            Default(IncomingTrust.RestartWithLink));
        await app.GetAsync("/", ("traceparent", Sampled));

        (await app.StopAsync()).Should().ContainSingle().Which.Links.Should().ContainSingle().Which.Context.TraceId.ToHexString().Should().Be(TraceId);
    }

    [Fact]
    public async Task Ignore_SampledCaller_BeginsATraceAsIfNothingHadBeenSent()
    {
        await using var app = await StartAsync(Default(IncomingTrust.Ignore));
        var sent = (await app.GetAsync("/", ("traceparent", Sampled), ("tracestate", "a=1"), ("baggage", "k=v"))).Split('\n');

        var server = await ServerSpanAsync(app);

        ShouldBeNew(server);
        server.Links.Should().BeEmpty();
        sent[0].Should().StartWith($"00-{server.TraceId}-").And.EndWith("-03");
        sent[1..].Should().Equal("ot=th:0", string.Empty);
    }

    [Theory]
    [InlineData(IncomingTrust.RestartWithLink)]
    [InlineData(IncomingTrust.Ignore)]
    public async Task Baggage_InJaegerHeadersOfADistrustedCaller_IsNotRead(IncomingTrust trust)
    {
        await using var app = await StartAsync(Default(trust));

        var sent = await app.GetAsync("/", ("uber-trace-id", $"{TraceId}:{SpanId}:0:1"), ("uberctx-k", "v"));

        sent.Should().EndWith("\not=th:0\n");
    }

    [Theory]
    [InlineData(IncomingTrust.RestartWithLink)]
    [InlineData(IncomingTrust.Ignore)]
    public async Task DistrustedCaller_TracingOff_IsNotPassedOnEither(IncomingTrust trust)
    {
        var settings = Default(trust);
        settings["Tracing:Enabled"] = "false";
        await using var app = await StartAsync(settings);

        var sent = await app.GetAsync("/", ("traceparent", Sampled), ("baggage", "k=v"));

        sent.Should().NotContain(TraceId).And.NotContain("k=v");
    }

    [Fact]
    public async Task RestartWithLink_AtRatioZero_RecordsNothing()
    {
        await using var app = await StartAsync(Default(IncomingTrust.RestartWithLink, "0"));

        var sent = await app.GetAsync("/", ("traceparent", Sampled));

        sent.Should().NotContain(TraceId);
        (await app.StopAsync()).Should().BeEmpty();
    }

    internal static async Task<Activity> ServerSpanAsync(TestApp app) =>
        (await app.StopAsync()).Should().ContainSingle(span => span.Kind == ActivityKind.Server).Subject;

    private static void ShouldBeNew(Activity server)
    {
        server.TraceId.ToHexString().Should().NotBe(TraceId);
        server.ParentSpanId.Should().Be(default(ActivitySpanId));
        server.TraceStateString.Should().Be("ot=th:0", "that is this service's own");
        server.Baggage.Should().BeEmpty();
    }

    private static Dictionary<string, string?> Default(IncomingTrust trust, string ratio = "1") => new()
    {
        ["Tracing:AspNetCore:Trust:Default"] = trust.ToString(),
        ["Tracing:Sampling:Ratio"] = ratio,
    };
}
