using Microsoft.AspNetCore.Builder;
using static DistributedTracing.AspNetCore.Tests.Trust.CallingApp;

namespace DistributedTracing.AspNetCore.Tests.Trust;

/// <summary>The one line for those who put a service on the internet and never thought of trace headers.</summary>
public sealed class ForeignContextWarningTests
{
    private const string DirectWarning =
        "GET /orders/7%0Ax from the internet address 203.0.113.7 brought a trace context, and it was trusted because nothing says otherwise: "
        + "such callers choose trace ids, have their requests recorded, and send baggage. To begin traces of your own set "
        + "Tracing:AspNetCore:Trust:Rules:0:Networks = internet and Tracing:AspNetCore:Trust:Rules:0:Trust = RestartWithLink; "
        + "to keep it as it is set Tracing:AspNetCore:Trust:Default = Trust. This is said once.";

    [Fact]
    public async Task ContextFromTheInternet_TrustedByDefault_IsWarnedOfOnce()
    {
        await using var app = await StartAsync(configure: builder => builder.ComeFrom("203.0.113.7"));

        for (var i = 0; i < 3; i++)
        {
            await app.GetAsync("/orders/7%0Ax?token=abc", ("traceparent", i == 1 ? Unsampled : Sampled));
        }

        app.Log.Warnings.Should().Equal(DirectWarning);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "203.0.113.7, 10.0.0.1")]
    [InlineData("X-Forwarded-For", "203.0.113.7:4711")]
    [InlineData("X-Forwarded-For", "2001:db8::1")]
    [InlineData("X-Forwarded-For", "[2001:db8::1]:4711")]
    [InlineData("Forwarded", "for=203.0.113.7;proto=https, for=10.0.0.1")]
    [InlineData("Forwarded", "proto=https; For=\"[2001:db8::1]:4711\"")]
    public async Task ContextFromTheInternet_BehindAProxy_IsWarnedOfWithARuleForTheProxysHeader(string header, string value)
    {
        await using var app = await StartAsync(configure: builder => builder.ComeFrom("10.0.0.1"));

        await app.GetAsync("/", ("traceparent", Sampled), (header, value));

        app.Log.Warnings.Should().ContainSingle().Which.Should().Contain($"set Tracing:AspNetCore:Trust:Rules:0:Header = {header} and");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "")]
    [InlineData("X-Forwarded-For", "10.1.2.3, 203.0.113.7")]
    [InlineData("X-Forwarded-For", "unknown")]
    [InlineData("X-Forwarded-For", "[")]
    [InlineData("X-Forwarded-For", ":")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=_hidden")]
    [InlineData("Forwarded", "by=203.0.113.7")]
    [InlineData("Forwarded", ";;,=\"")]
    public async Task ContextFromInside_BehindAProxy_IsNoMatter(string header, string value)
    {
        await using var app = await StartAsync(configure: builder => builder.ComeFrom("10.0.0.1"));

        await app.GetAsync("/", ("traceparent", Sampled), (header, value));

        app.Log.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("fd12::1")]
    [InlineData("fe80::1")]
    [InlineData("::ffff:10.1.2.3")]
    public async Task ContextFromInside_IsNoMatter(string remote)
    {
        await using var app = await StartAsync(configure: builder => builder.ComeFrom(remote));

        await app.GetAsync("/", ("traceparent", Sampled));

        app.Log.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("traceparent", "garbage")]
    [InlineData("x-nothing", "at all")]
    public async Task RequestFromTheInternet_WithoutAContext_IsNoMatter(string header, string value)
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/", () => "ok"), configure: builder => builder.ComeFrom("203.0.113.7"));

        await app.GetAsync("/", (header, value));

        app.Log.Warnings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Default", "Trust")]
    [InlineData("Default", "Ignore")]
    [InlineData("Rules:0:Trust", "Trust")]
    public async Task ContextFromTheInternet_WhenTheSettingsSaySomething_IsNoMatter(string key, string value)
    {
        await using var app = await StartAsync(
            new() { ["Tracing:AspNetCore:Trust:" + key] = value }, configure: builder => builder.ComeFrom("203.0.113.7"));

        await app.GetAsync("/", ("traceparent", Sampled));

        app.Log.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task ContextFromTheInternet_ThatNoRuleMatches_IsWarnedOfWithARuleAfterThem()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Tracing:AspNetCore:Trust:Rules:0:Path"] = "/partners/*",
            ["Tracing:AspNetCore:Trust:Rules:0:Trust"] = "Trust",
        };
        await using var app = await StartAsync(settings, configure: builder => builder.ComeFrom("203.0.113.7"));

        await app.GetAsync("/", ("traceparent", Sampled));

        app.Log.Warnings.Should().ContainSingle().Which.Should().Contain(
            "set Tracing:AspNetCore:Trust:Rules:1:Networks = internet and Tracing:AspNetCore:Trust:Rules:1:Trust = RestartWithLink;",
            "the rule that is there must not be changed by what is added");
    }

    [Fact]
    public async Task ContextFromTheInternet_TrustChosenInCode_IsNoMatter()
    {
        await using var app = await StartAsync(code: options => options.Trust.Default = IncomingTrust.Trust, configure: builder => builder.ComeFrom("203.0.113.7"));

        await app.GetAsync("/", ("traceparent", Sampled));

        app.Log.Warnings.Should().BeEmpty();
    }

    [Fact]
    public async Task ContextFromTheInternet_WithAVeryLongPath_IsToldOfBriefly()
    {
        await using var app = await StartAsync(configure: builder => builder.ComeFrom("203.0.113.7"));

        await app.GetAsync("/" + new string('a', 4_000), ("traceparent", Sampled));

        app.Log.Warnings.Should().ContainSingle().Which.Should().HaveLength(DirectWarning.Length - "/orders/7%0Ax".Length + 201);
    }
}
