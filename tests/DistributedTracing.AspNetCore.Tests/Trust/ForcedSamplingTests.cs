using System.Diagnostics;
using DistributedTracing.AspNetCore.Internal.Trust;
using DistributedTracing.Sampling;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static DistributedTracing.AspNetCore.Tests.Trust.CallingApp;

namespace DistributedTracing.AspNetCore.Tests.Trust;

/// <summary>One request recorded on demand, by whoever knows the secret and nobody else.</summary>
public sealed class ForcedSamplingTests
{
    private const string Header = "X-Force-Trace";
    private const string Secret = "not-a-real-secret";

    [Theory]
    [InlineData(null, IncomingTrust.Trust, false)]
    [InlineData(Unsampled, IncomingTrust.Trust, true)]
    [InlineData(Sampled, IncomingTrust.Trust, true)]
    [InlineData(Unsampled, IncomingTrust.ContinueIgnoringSampling, true)]
    [InlineData(Unsampled, IncomingTrust.RestartWithLink, false)]
    [InlineData(Unsampled, IncomingTrust.Ignore, false)]
    [InlineData(Sampled, IncomingTrust.Ignore, false)]
    public async Task RightSecret_WhateverTheCallerSent_IsRecordedHereAndDownstream(string? traceparent, IncomingTrust trust, bool isContinued)
    {
        await using var app = await StartAsync(Settings(trust));
        var sent = await app.GetAsync("/", (Header, Secret), ("traceparent", traceparent ?? "none"));

        var server = await TrustTests.ServerSpanAsync(app);

        server.Recorded.Should().BeTrue();
        (server.TraceId.ToHexString() == TraceId).Should().Be(isContinued);
        var flags = ActivityContext.Parse(sent.Split('\n')[0], null).TraceFlags;
        flags.Should().HaveFlag(ActivityTraceFlags.Recorded);
    }

    [Theory]
    [InlineData("not-a-real-secre")]
    [InlineData("not-a-real-secret2")]
    [InlineData("Not-a-real-secret")]
    [InlineData("not-a-real-secret, not-a-real-secret")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData(null)]
    public async Task WrongOrAbsentSecret_IsSampledLikeAnyOther(string? value)
    {
        await using var app = await StartAsync(Settings(IncomingTrust.Trust));
        var sent = value is null ? await app.GetAsync("/") : await app.GetAsync("/", (Header, value));

        sent.Split('\n')[0].Should().NotEndWith("-01").And.NotEndWith("-03");
        (await app.StopAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Header_WithoutASecretInTheSettings_ForcesNothing(string? secret)
    {
        await using var app = await StartAsync(new() { ["Tracing:Sampling:Ratio"] = "0", ["Tracing:AspNetCore:ForceSampling:Secret"] = secret });

        await app.GetAsync("/", (Header, secret ?? "x"));

        (await app.StopAsync()).Should().BeEmpty();
        app.Log.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task RightSecret_OnAnIgnoredPath_IsRecorded()
    {
        await using var app = await StartAsync(Settings(IncomingTrust.Trust));
        await app.GetAsync("/health", (Header, Secret));

        (await TrustTests.ServerSpanAsync(app)).GetTagItem("url.path").Should().Be("/health");
    }

    [Fact]
    public async Task RightSecret_OnAPageOfAPackage_IsNotRecorded()
    {
        // A browser that adds the header to all requests would fill the viewer with its own.
        await using var app = await StartAsync(
            Settings(IncomingTrust.Trust), configure: builder => builder.Services.AddSingleton(new UntracedPath("/pages")));
        await app.GetAsync("/pages/list", (Header, Secret));

        (await app.StopAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task RightSecret_WhenCallersAreNotFollowed_IsRecorded()
    {
        var settings = Settings(IncomingTrust.Trust);
        settings["Tracing:Sampling:FollowCallers"] = "false";
        await using var app = await StartAsync(settings);

        await app.GetAsync("/", (Header, Secret), ("traceparent", Unsampled));

        (await TrustTests.ServerSpanAsync(app)).TraceId.ToHexString().Should().Be(TraceId);
    }

    [Theory]
    [InlineData(Secret)]
    [InlineData("not-a-real-secret-but-near")]
    public async Task Header_AnyValue_IsSeenByNobodyElse(string value)
    {
        IHeaderDictionary? seen = null;
        await using var app = await TestApp.StartAsync(
            map => map.MapFallback((HttpContext context) =>
            {
                seen = new HeaderDictionary(context.Request.Headers.ToDictionary());
                return Task.CompletedTask;
            }),
            Settings(IncomingTrust.Trust, ratio: "1"));
        await app.GetAsync("/", (Header, value), ("X-Other", "kept"));

        var span = (await app.StopAsync()).Should().ContainSingle().Subject;

        seen.Should().ContainKey("X-Other").And.NotContainKey(Header);
        span.TagObjects.Should().NotContain(tag => $"{tag.Value}".Contains(value, StringComparison.Ordinal));
        app.Log.Lines.Should().NotContain(line => line.Text.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Header_OfAnotherName_CanBeConfigured()
    {
        var settings = Settings(IncomingTrust.Trust);
        settings["Tracing:AspNetCore:ForceSampling:Header"] = "X-Debug";
        await using var app = await StartAsync(settings);
        await app.GetAsync("/a", ("x-debug", Secret));
        await app.GetAsync("/b", (Header, Secret));

        (await TrustTests.ServerSpanAsync(app)).GetTagItem("url.path").Should().Be("/a");
    }

    [Fact]
    public async Task StartupSummary_WithASecret_TellsOfTheHeaderOnly()
    {
        await using var app = await StartAsync(Settings(IncomingTrust.Trust));

        app.Log.Lines.Should().Contain(line => line.Text.Contains("Recorded in any case: requests with the header X-Force-Trace and its secret", StringComparison.Ordinal));
        app.Log.Lines.Should().NotContain(line => line.Text.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WrongSecrets_InAFlood_AreToldOfOnce()
    {
        await using var app = await StartAsync(Settings(IncomingTrust.Trust));
        for (var i = 0; i < 20; i++)
        {
            await app.GetAsync("/", (Header, $"guess number {i}"));
        }

        app.Log.Warnings.Should().ContainSingle().Which.Should()
            .Be("Wrong secrets in the header X-Force-Trace: 1 since this was last said, the latest from 127.0.0.1. Such requests are sampled like any other.");
    }

    [Fact]
    public void WrongSecrets_OverMinutes_AreCountedInOneLineEach()
    {
        var log = new LogCollector();
        var time = new ManualTime();
        using var loggers = LoggerFactory.Create(builder => builder.AddProvider(log));
        var refused = new RefusedForcing(loggers.CreateLogger<RefusedForcing>(), time);

        for (var second = 0; second <= 120; second++)
        {
            refused.Add(Header, null);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        log.Warnings.Select(line => line.Split(' ')[6]).Should().Equal("1", "60", "60");
    }

    private static Dictionary<string, string?> Settings(IncomingTrust trust, string ratio = "0") => new()
    {
        ["Tracing:Sampling:Ratio"] = ratio,
        ["Tracing:AspNetCore:Trust:Default"] = trust.ToString(),
        ["Tracing:AspNetCore:ForceSampling:Secret"] = Secret,
    };

    private sealed class ManualTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
