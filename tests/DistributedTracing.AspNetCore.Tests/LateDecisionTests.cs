using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>Three services that sample nothing: edge calls shop, shop calls payment. What payment keeps, all of them keep.</summary>
/// <remarks>Each has a source of its own for its server spans, as all of them are in one process.</remarks>
public sealed class LateDecisionTests : IAsyncLifetime
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string TraceParent = $"00-{TraceId}-b7ad6b7169203331-00";

    // As an application makes it: with spans and headers.
    private readonly HttpClient _calls = new();
    private readonly ActivitySource _work = new("payment.work");
    private readonly List<string> _notices = [];
    private TestApp _payment = null!;
    private TestApp _shop = null!;
    private TestApp _edge = null!;

    public async Task InitializeAsync()
    {
        _payment = await StartAsync("payment", app =>
        {
            app.MapGet("/fine", () => "ok");
            app.MapGet("/hidden-failure", () =>
            {
                using var work = _work.StartActivity("charge");
                work?.SetStatus(ActivityStatusCode.Error);
                return "ok";
            });
            app.MapGet("/streams", async (HttpResponse response) =>
            {
                await response.StartAsync();
                using var work = _work.StartActivity("charge");
                work?.SetStatus(ActivityStatusCode.Error);
            });
        });
        _shop = await StartAsync("shop", app =>
        {
            app.MapGet("/{path}", (string path) => CallAsync(_payment, path));
            app.MapGet("/{path}/then/{second}", async (string path, string second) => await CallAsync(_payment, path) + await CallAsync(_payment, second));
        });
        _edge = await StartAsync("edge", app => app.MapGet("/{**path}", (string path) => CallAsync(_shop, path)));
    }

    public async Task DisposeAsync()
    {
        foreach (var app in new[] { _edge, _shop, _payment })
        {
            await app.DisposeAsync();
        }

        _calls.Dispose();
        _work.Dispose();
    }

    [Fact]
    public async Task Failure_ThatNoCallerSees_IsKeptInAllServices()
    {
        using var response = await _edge.Client.GetAsync(new Uri("/hidden-failure", UriKind.Relative));

        var servers = await StopAsync();
        servers.Select(span => span.Source.Name).Should().Equal("edge", "shop", "payment");
        servers.Select(span => span.GetTagItem("sampling.reason")).Should().Equal("callee", "callee", "error");
        servers.Select(span => span.TraceId).Distinct().Should().ContainSingle();
        servers.Should().AllSatisfy(span => span.TraceStateString.Should().Be("ot=th:0"));
        _notices.Should().HaveCount(2).And.AllSatisfy(notice => notice.Should().MatchRegex($"^trace;desc=00-{servers[0].TraceId}-[0-9a-f]{{16}}-03;th=0$"));
        response.Headers.Contains("Server-Timing").Should().BeFalse("who calls from outside sent no trace context");
    }

    [Fact]
    public async Task Request_ThatIsFine_IsKeptNowhere()
    {
        await _edge.Client.GetStringAsync(new Uri("/fine", UriKind.Relative));

        (await StopAsync()).Should().BeEmpty();
        _notices.Should().BeEmpty();
    }

    [Fact]
    public async Task CallsAfterTheFailure_AreSampledFromTheirStart()
    {
        await _edge.Client.GetStringAsync(new Uri("/hidden-failure/then/fine", UriKind.Relative));

        var servers = await StopAsync();
        servers.Select(span => span.Source.Name).Should().Equal("edge", "shop", "payment", "payment");
        var second = servers.Single(span => span.DisplayName == "GET /fine");
        second.TraceStateString.Should().Be("ot=th:0");
        second.GetTagItem("sampling.reason").Should().BeNull("its caller knew from the start");
    }

    [Fact]
    public async Task Failure_AfterTheResponseHasStarted_IsKeptWhereItHappened()
    {
        await _edge.Client.GetStringAsync(new Uri("/streams", UriKind.Relative));

        (await StopAsync()).Select(span => span.Source.Name).Should().Equal("payment");
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("X-Forwarded-For", "203.0.113.7", false)]
    [InlineData("Forwarded", "for=203.0.113.7", false)]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    public async Task Caller_OfANearbyNetwork_IsToldUnlessItIsABrowserOrAProxy(string? header, string? value, bool isTold)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/hidden-failure", UriKind.Relative));
        request.Headers.Add("traceparent", TraceParent);
        if (header is not null)
        {
            request.Headers.Add(header, value);
        }

        using var response = await _payment.Client.SendAsync(request);

        response.Headers.TryGetValues("Server-Timing", out var notices).Should().Be(isTold);
        (notices ?? []).Should().NotContain(notice => !notice.StartsWith($"trace;desc=00-{TraceId}-", StringComparison.Ordinal));
    }

    private static Task<TestApp> StartAsync(string name, Action<WebApplication> map) => TestApp.StartAsync(
        map,
        new()
        {
            ["Tracing:ServiceName"] = name,
            ["Tracing:Sources:0"] = name,
            ["Tracing:Sources:1"] = name + ".work",
            ["Tracing:Sampling:Ratio"] = "0",
            ["Tracing:Sampling:Tail:Enabled"] = "true",
            ["Tracing:Sampling:Tail:FollowFor"] = "00:00:00",
        },
        builder => builder.Services.AddSingleton(new ActivitySource(name)));

    private async Task<string> CallAsync(TestApp callee, string path)
    {
        using var response = await _calls.GetAsync(new Uri(callee.Address, path));
        if (response.Headers.TryGetValues("Server-Timing", out var values))
        {
            lock (_notices)
            {
                _notices.AddRange(values);
            }
        }

        return await response.Content.ReadAsStringAsync();
    }

    // The client spans of all three come from one source, which each of them hears.
    private async Task<List<Activity>> StopAsync()
    {
        var spans = new List<Activity>();
        foreach (var app in new[] { _edge, _shop, _payment })
        {
            spans.AddRange((await app.StopAsync()).Where(span => span.Kind == ActivityKind.Server));
        }

        return spans;
    }
}
