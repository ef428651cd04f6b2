using System.Diagnostics;
using System.Globalization;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>Sampling rules that see requests as they arrive at a real server.</summary>
public sealed class SamplingRuleTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";

    /// <summary>A rule that drops, a request it matches, and one it does not; each request is method, path and headers.</summary>
    public static TheoryData<string, string, string> Conditions => new()
    {
        { "Path=/api/*", "GET /api/orders", "GET /other" },
        { "Path=/été", "GET /%C3%A9t%C3%A9", "GET /ete" },
        { "Method=POST", "POST /", "GET /" },
        { "Host=shop.example", "GET / Host=shop.example:81", "GET /" },
        { "Host=127.0.0.1", "GET /", "GET / Host=shop.example" },
        { "Headers:X-Tenant=gold*", "GET / x-tenant=gold-7", "GET / x-tenant=silver" },
        { "Networks=loopback", "GET /", "" },
        { "Networks=127.0.0.0/8", "GET /", "" },
        { "Baggage:debug=1", "GET / baggage=a=2,debug=1;p=q", "GET / baggage=debug=2" },
        { "Baggage:user=a b", "GET / baggage=user=a%20b", "GET /" },
        { "Attributes:url.path=/a", "GET /a", "GET /b" },
        { "Attributes:http.request.method=POST", "POST /", "GET /" },
        { "Attributes:server.address=shop.example", "GET / Host=shop.example:81", "GET /" },
        { "Attributes:client.address=127.0.0.1", "GET /", "" },
        { "Attributes:user_agent.original=curl/*", "GET / User-Agent=curl/8.1", "GET / User-Agent=other" },
        { "Attributes:url.scheme=http", "GET /", "" },
        { "Source=Microsoft.AspNetCore", "GET /", "" },
        { "Kind=Server", "GET /", "" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task Rule_WithACondition_DropsTheRequestsItMatches(string condition, string matching, string other)
    {
        var (key, value) = (condition[..condition.IndexOf('=', StringComparison.Ordinal)], condition[(condition.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        await using var app = await TestApp.StartAsync(
            map => map.MapFallback(() => "ok"), new() { [$"Tracing:Sampling:Rules:0:{key}"] = value, ["Tracing:Sampling:Rules:0:Ratio"] = "0" });
        await SendAsync(app, matching);
        if (other.Length > 0)
        {
            await SendAsync(app, other);
        }

        (await app.StopAsync()).Should().HaveCount(other.Length > 0 ? 1 : 0);
    }

    [Fact]
    public async Task DroppedRequest_WithChildren_DropsThemAndTheContextStillFlows()
    {
        using var source = new ActivitySource("tests.rules");
        await using var app = await TestApp.StartAsync(
            map =>
            {
                map.MapGet("/inner", (HttpRequest request) => request.Headers.TraceParent + "|" + request.Headers.TraceState);
                map.MapGet("/outer", async (IHttpClientFactory clients, HttpContext context) =>
                {
                    using var span = source.StartSpan("child");
                    return await clients.CreateClient().GetStringAsync(new Uri($"http://{context.Request.Host}/inner"));
                });
            },
            new() { ["Tracing:Sources"] = "tests.rules", ["Tracing:Sampling:Rules:0:Path"] = "/outer", ["Tracing:Sampling:Rules:0:Ratio"] = "0" },
            builder => builder.Services.AddHttpClient());

        var callee = await SendAsync(app, "GET /outer");

        callee.Should().MatchRegex("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[02][|]$", "the callee must not start a trace of its own");
        (await app.StopAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task KeptRequest_ByARule_SaysItsThresholdToTheCallee()
    {
        await using var app = await TestApp.StartAsync(
            map =>
            {
                map.MapGet("/inner", (HttpRequest request) => request.Headers.TraceParent + "|" + request.Headers.TraceState);
                map.MapGet("/outer", async (IHttpClientFactory clients, HttpContext context) =>
                    await clients.CreateClient().GetStringAsync(new Uri($"http://{context.Request.Host}/inner")));
            },
            new() { ["Tracing:Sampling:Ratio"] = "0", ["Tracing:Sampling:Rules:0:Path"] = "/outer", ["Tracing:Sampling:Rules:0:Ratio"] = "1" },
            builder => builder.Services.AddHttpClient());

        (await SendAsync(app, "GET /outer")).Should().EndWith("|ot=th:0");
        (await app.StopAsync()).Should().HaveCount(3);
    }

    [Fact]
    public async Task Rule_WhenTheCallerHasDecided_IsNotAskedUnlessItSaysSo()
    {
        await using var app = await TestApp.StartAsync(map => map.MapFallback(() => "ok"), new()
        {
            ["Tracing:Sampling:Rules:0:Path"] = "/strict",
            ["Tracing:Sampling:Rules:0:Parent"] = "None,Remote",
            ["Tracing:Sampling:Rules:0:Ratio"] = "0",
            ["Tracing:Sampling:Rules:1:Ratio"] = "0",
        });
        var sampled = $"traceparent=00-{TraceId}-{SpanId}-01";
        await SendAsync(app, "GET /a " + sampled);
        await SendAsync(app, "GET /strict " + sampled);
        await SendAsync(app, "GET /a");

        (await app.StopAsync()).Should().ContainSingle().Which.GetTagItem("url.path").Should().Be("/a");
    }

    [Fact]
    public async Task When_InCode_SeesTheRequest()
    {
        var seen = new List<string?>();
        await using var app = await TestApp.StartAsync(
            map => map.MapFallback(() => "ok"),
            configure: builder => builder.Services.AddDistributedTracing(tracing => tracing.Sampling.Rules.Add(new SamplingRule
            {
                When = span =>
                {
                    seen.AddRange([span.SourceName, span.Path, span.Method, span.Host?.Split(':')[0], span.Header("X-A"), span.BaggageItem("b"), $"{span.Parent}", $"{span.Kind}"]);
                    return true;
                },
                Ratio = 0,
            })));
        await SendAsync(app, "GET /a%20b X-A=1 baggage=b=2");

        (await app.StopAsync()).Should().BeEmpty();
        seen.Should().Equal("Microsoft.AspNetCore", "/a b", "GET", "127.0.0.1", "1", "2", "None", "Server");
    }

    [Fact]
    public async Task Explain_ARequest_AnswersLikeTheServer()
    {
        await using var app = await TestApp.StartAsync(
            map => map.MapFallback((SamplingExplain explain) =>
            {
                var question = new SamplingQuestion { Path = "/checkout/7", Method = "POST", Headers = { ["X-Tenant"] = "gold" } };
                return string.Join('|', explain.Explain(question), explain.Explain(new SamplingQuestion { Path = "/health" }), explain.Explain(new SamplingQuestion { Path = "/x" }));
            }),
            new()
            {
                ["Tracing:Sampling:Rules:0:Name"] = "checkout",
                ["Tracing:Sampling:Rules:0:Path"] = "/checkout/*",
                ["Tracing:Sampling:Rules:0:Headers:X-Tenant"] = "gold",
                ["Tracing:Sampling:Rules:0:Ratio"] = "0",
            });

        var answers = (await SendAsync(app, "GET /")).Split('|');

        answers.Should().Equal(
            "Dropped: the rule \"checkout\" (path /checkout/*, header X-Tenant=gold) keeps 0 %.",
            "Dropped: Tracing:AspNetCore:IgnoredPaths decides before any rule.",
            "Kept: no rule matches, and Tracing:Sampling:Ratio keeps 100 %. Passed over: \"checkout\" (not path /checkout/*).");
        (await app.StopAsync()).Should().ContainSingle("asking records nothing");
    }

    [Fact]
    public async Task Reload_WhileRequestsRun_TakesEffectAndFailsNone()
    {
        var settings = new ChangingSettings(("Tracing:Sampling:Ratio", "0"));
        await using var app = await TestApp.StartAsync(map => map.MapFallback(() => "ok"), configure: builder => builder.Configuration.Sources.Add(settings));
        using var end = new CancellationTokenSource();
        var sent = 0;
        var running = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!end.IsCancellationRequested)
            {
                (await SendAsync(app, "GET /a")).Should().Be("ok");
                Interlocked.Increment(ref sent);
            }
        }).ToList();

        for (var i = 0; i < 200; i++)
        {
            settings.Change(("Tracing:Sampling:Rules:0:Path", "/" + i.ToString(CultureInfo.InvariantCulture)), ("Tracing:Sampling:Rules:0:Ratio", "0.5"));
            await Task.Delay(1);
        }

        settings.Change(("Tracing:Sampling:Ratio", "0"), ("Tracing:Sampling:Rules:0:Path", "/last"), ("Tracing:Sampling:Rules:0:Ratio", "1"));
        await Eventually.TrueAsync(() => app.Log.Lines.Any(line => line.Text.Contains("\"path /last\" is new", StringComparison.Ordinal)));
        await end.CancelAsync();
        await Task.WhenAll(running);
        await SendAsync(app, "GET /last");

        sent.Should().BePositive();
        app.Log.Warnings.Should().BeEmpty();
        (await app.StopAsync()).Where(span => Equals(span.GetTagItem("url.path"), "/last")).Should().ContainSingle();
    }

    private static async Task<string> SendAsync(TestApp app, string sketch)
    {
        var parts = sketch.Split(' ');
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1]);
        foreach (var header in parts[2..])
        {
            var separator = header.IndexOf('=', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..separator], header[(separator + 1)..]);
        }

        using var response = await app.Client.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private sealed class ChangingSettings : ConfigurationProvider, IConfigurationSource
    {
        public ChangingSettings(params (string Key, string Value)[] settings) => Set(settings);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public void Change(params (string Key, string Value)[] settings)
        {
            Set(settings);
            OnReload();
        }

        private void Set((string Key, string Value)[] settings) =>
            Data = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.OrdinalIgnoreCase);
    }
}
