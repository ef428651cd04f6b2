using System.Diagnostics;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Http.Tests;

/// <summary>Trace context goes to listed hosts only.</summary>
public sealed class OutgoingHostTests : IAsyncLifetime
{
    private readonly ActivitySource _around = new(ClientHost.AroundSource);
    private OtlpCollector _server = null!;

    public async Task InitializeAsync() => _server = await OtlpCollector.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _around.Dispose();
    }

    [Theory]
    [InlineData(null, "localhost", true)]
    [InlineData(null, "127.0.0.1", true)]
    [InlineData(null, "[::1]", true)]
    [InlineData(null, "orders", true)]
    [InlineData(null, "orders.shop.svc.cluster.local", true)]
    [InlineData(null, "api.example.com", false)]
    [InlineData(null, "203.0.113.7", false)]
    [InlineData("internal,api.example.com", "API.example.com", true)]
    [InlineData("*.example.com", "api.example.com.", true)]
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.example.com", "localhost", false)]
    [InlineData("bücher.example", "bücher.example", true)]
    [InlineData("203.0.113.0/24", "203.0.113.7", true)]
    [InlineData("*", "api.example.com", true)]
    [InlineData("", "localhost", false)]
    public async Task Request_ToAHost_CarriesContextWhenItIsListed(string? hosts, string target, bool isListed)
    {
        await using var host = await ClientHost.StartAsync(hosts is null ? [] : [("Propagation:Outgoing:Hosts", hosts)]);

        var spans = await SendAsync(host, target);

        var sent = SentContext.Headers(_server.Requests.Single().Headers);
        spans.Should().ContainSingle("a request is recorded wherever it goes");
        if (isListed)
        {
            sent.Should().BeEquivalentTo(new Dictionary<string, string>
            {
                ["traceparent"] = $"00-{spans[0].TraceId}-{spans[0].SpanId}-03",
                ["tracestate"] = "ot=th:0",
                ["baggage"] = "tenant=acme,user.id=7",
            });
        }
        else
        {
            sent.Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("tenant", "tracecontext,baggage", "baggage", "tenant=acme")]
    [InlineData("user.*", "tracecontext,baggage", "baggage", "user.id=7")]
    [InlineData("user.*", "jaeger", "uberctx-user.id", "7")]
    [InlineData("other", "tracecontext,baggage", null, null)]
    [InlineData("", "tracecontext,baggage", null, null)]
    public async Task Request_WithBaggage_CarriesTheListedKeysOnly(string keys, string formats, string? name, string? value)
    {
        await using var host = await ClientHost.StartAsync([("Propagation:Outgoing:BaggageKeys", keys), ("Propagation:Inject", formats)]);

        await SendAsync(host, "orders");

        var sent = SentContext.Headers(_server.Requests.Single().Headers).Where(header => header.Key is not ("traceparent" or "tracestate" or "uber-trace-id"));
        sent.Should().BeEquivalentTo(name is null ? [] : new[] { KeyValuePair.Create(name, value) });
    }

    [Fact]
    public async Task Request_ToHostsThatAreNotListed_IsToldOfOncePerHostWithoutItsPath()
    {
        await using var host = await ClientHost.StartAsync([]);

        for (var i = 0; i < 2; i++)
        {
            await GetAsync(host, "api.example.com");
            await GetAsync(host, "203.0.113.7");
            await GetAsync(host, "orders");
        }

        host.Log.Lines.Where(line => line.Text.Contains("Trace context", StringComparison.Ordinal)).Should().Equal(
            (LogLevel.Information, Line("api.example.com")), (LogLevel.Information, Line("203.0.113.7")));

        static string Line(string target) =>
            $"Trace context is not sent to {target}, which is not listed in Tracing:Propagation:Outgoing:Hosts. "
            + $"If that host is yours, set it to \"internal,{target}\".";
    }

    private async Task<IReadOnlyList<Activity>> SendAsync(ClientHost host, string target)
    {
        await GetAsync(host, target);
        return await host.StopAsync();
    }

    private async Task GetAsync(ClientHost host, string target)
    {
        using var around = _around.StartActivity("around")!;
        around.AddBaggage("user.id", "7");
        around.AddBaggage("tenant", "acme");
        using var response = await host.Client.GetAsync(new Uri($"http://{target}:{_server.Address.Port}/path?key=secret"));
    }
}
