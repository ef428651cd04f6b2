using System.Diagnostics;
using System.Text.Json;
using DistributedTracing.Propagation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>Baggage on its way in, through the code of a request and out.</summary>
public sealed class BaggageTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string Sampled = $"00-{TraceId}-b7ad6b7169203331-01";
    private const string Unsampled = $"00-{TraceId}-b7ad6b7169203331-00";

    public static TheoryData<string> Callers => [Sampled, Unsampled];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Incoming_Items_AreReadThroughEveryApi(string caller)
    {
        await using var app = await StartAsync();

        (await GetAsync(app, "/read", caller, "tenant=acme%20corp")).Should().Be("""["acme corp","acme corp","acme corp"]""");
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Outgoing_ItemsSetThroughAnyApi_ReachTheCallee(string caller)
    {
        await using var app = await StartAsync();

        var received = await GetAsync(app, "/call", caller, "tenant=acme,dropped1=x,dropped2=x");

        received.Split(',').Should().BeEquivalentTo("tenant=acme", "activity=1", "opentelemetry=2", "ours=3");
    }

    [Theory]
    [InlineData(Sampled, 1)]
    [InlineData(Unsampled, 1)]
    [InlineData(Sampled, 2)]
    public async Task Requests_OneAfterTheOtherOnOneConnection_DoNotSeeEachOthersItems(string caller, int version)
    {
        await using var app = await StartAsync(version: version);
        for (var i = 0; i < 3; i++)
        {
            (await GetAsync(app, $"/change/{i}", caller, $"from{i}=1", version)).Should().Be($"connection 1: activity{i},from{i},opentelemetry{i},ours{i}");
        }

        (await GetAsync(app, "/change/last", caller, null, version)).Should().Be("connection 1: activitylast,opentelemetrylast,ourslast");
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task ItemsSetBeforeTheHostStarts_DoNotReachRequests(string caller)
    {
        Baggage.SetBaggage("before", "1");
        TraceBaggage.Set("also", "before");
        try
        {
            await using var app = await StartAsync();

            (await GetAsync(app, "/change/1", caller, null)).Should().Be("connection 1: activity1,opentelemetry1,ours1");
            (await GetAsync(app, "/change/2", caller, null)).Should().Be("connection 1: activity2,opentelemetry2,ours2");
            (await GetAsync(app, "/read", caller, "tenant=acme")).Should().Be("""["acme","acme","acme"]""");
            TraceBaggage.Items.Keys.Should().BeEquivalentTo("before", "also");
        }
        finally
        {
            TraceBaggage.Clear();
        }
    }

    [Theory] // Kestrel starts its connections without the flow of whoever started it; a test server can be told to keep the caller's.
    [MemberData(nameof(Callers))]
    public async Task Request_InTheFlowOfItsCaller_NeitherSeesNorChangesTheCallersItems(string caller)
    {
        Baggage.SetBaggage("callers", "1");
        TraceBaggage.Set("also", "callers");
        try
        {
            var builder = WebApplication.CreateBuilder();
            builder.WebHost.UseTestServer(options => options.PreserveExecutionContext = true);
            builder.Configuration["Tracing:Viewer:Enabled"] = "false";
            builder.Configuration["Tracing:Delivery:Enabled"] = "false";
            builder.Services.AddHttpClient();
            builder.Services.AddDistributedTracing();
            await using var app = builder.Build();
            Map(app);
            await app.StartAsync();
            using var client = app.GetTestClient();
            client.DefaultRequestHeaders.Add("traceparent", caller);

            (await client.GetStringAsync("/change/1")).Should().EndWith(": activity1,opentelemetry1,ours1");
            TraceBaggage.Items.Keys.Should().BeEquivalentTo("callers", "also");
            Baggage.Current.GetBaggage().Keys.Should().BeEquivalentTo("callers", "also");
        }
        finally
        {
            TraceBaggage.Clear();
        }
    }

    [Fact]
    public async Task Requests_AtTheSameTime_EachHaveTheirOwnItems()
    {
        await using var app = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => GetAsync(app, "/call", Sampled, $"tenant={i}")));

        answers.Select(answer => answer.Split(',').Single(item => item.StartsWith("tenant=", StringComparison.Ordinal)))
            .Should().Equal(Enumerable.Range(0, 100).Select(i => $"tenant={i}"));
    }

    [Theory]
    [InlineData(IncomingTrust.Trust, true)]
    [InlineData(IncomingTrust.ContinueIgnoringSampling, true)]
    [InlineData(IncomingTrust.RestartWithLink, false)]
    [InlineData(IncomingTrust.Ignore, false)]
    public async Task Incoming_FromACallerWhoIsNotTrusted_HasNoItems(IncomingTrust trust, bool isRead)
    {
        await using var app = await StartAsync(configure: builder => builder.Services.AddSingleton<ITrustPolicy>(new Policy(trust)));

        (await GetAsync(app, "/read", Sampled, "tenant=acme")).Should().Be(isRead ? """["acme","acme","acme"]""" : "[null,null,null]");
    }

    [Fact]
    public async Task TracingOff_ItemsStillFlow()
    {
        await using var app = await StartAsync(new() { ["Tracing:Enabled"] = "false" });

        (await GetAsync(app, "/read", Sampled, "tenant=acme")).Should().Be("""["acme","acme","acme"]""");
        (await GetAsync(app, "/call", Sampled, "tenant=acme")).Split(',').Should().Contain(["tenant=acme", "ours=3", "opentelemetry=2", "activity=1"]);
    }

    [Fact]
    public async Task SpanAttributes_OfARequestAndWhatItCalls_AreTheListedItems()
    {
        await using var app = await StartAsync(new() { ["Tracing:Baggage:SpanAttributes"] = "tenant,ours" });
        await GetAsync(app, "/call", Sampled, "tenant=acme,other=1");

        (await app.StopAsync()).Select(span => (span.DisplayName, Tenant: span.GetTagItem("tenant"), Ours: span.GetTagItem("ours"), Other: span.GetTagItem("other")))
            .Should().Equal(("GET /echo", "acme", "3", null), ("GET", "acme", "3", null), ("GET /call", "acme", null, null));
    }

    [Fact]
    public async Task LogScope_LinesOfARequest_HaveTheListedItems()
    {
        using var lines = new ScopeLines();
        await using var app = await StartAsync(
            new() { ["Tracing:Baggage:LogScope"] = "tenant" }, configure: builder => builder.Logging.AddProvider(lines));
        await GetAsync(app, "/log", Sampled, "tenant=acme,other=1");
        await GetAsync(app, "/log", Unsampled, "tenant=zeta,other=1");
        await GetAsync(app, "/log", Sampled, null);

        lines.Scopes.Should().Equal("tenant=acme", "tenant=zeta", "");
    }

    private static Task<TestApp> StartAsync(
        Dictionary<string, string?>? settings = null, Action<WebApplicationBuilder>? configure = null, int version = 1) => TestApp.StartAsync(
        Map,
        settings,
        builder =>
        {
            builder.Services.AddHttpClient();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols =
                version == 2 ? HttpProtocols.Http2 : HttpProtocols.Http1));
            configure?.Invoke(builder);
        });

    private static void Map(WebApplication app)
    {
        var connections = new List<string>();
        app.MapGet("/read", () => JsonSerializer.Serialize(
            new[] { TraceBaggage.Get("tenant"), Baggage.GetBaggage("tenant"), Activity.Current?.GetBaggageItem("tenant") }));
        app.MapGet("/echo", (HttpRequest request) => request.Headers["baggage"].ToString());
        app.MapGet("/log", (ILogger<BaggageTests> logger) => logger.LogInformation("logged"));
        app.MapGet("/call", async (IHttpClientFactory clients, HttpContext context) =>
        {
            Activity.Current!.SetBaggage("activity", "1");
            Baggage.SetBaggage("opentelemetry", "2");
            TraceBaggage.Set("ours", "3");
            TraceBaggage.Remove("dropped1");
            Baggage.RemoveBaggage("dropped2");
            await Task.Yield();
            return await clients.CreateClient().GetStringAsync(new Uri($"http://{context.Request.Host}/echo"));
        });
        app.MapGet("/change/{name}", (string name, HttpContext context) =>
        {
            Activity.Current!.SetBaggage("activity" + name, "1");
            Baggage.SetBaggage("opentelemetry" + name, "1");
            TraceBaggage.Set("ours" + name, "1");
            if (!connections.Contains(context.Connection.Id))
            {
                connections.Add(context.Connection.Id);
            }

            return $"connection {connections.Count}: {string.Join(',', TraceBaggage.Items.Keys.Order(StringComparer.Ordinal))}";
        });
    }

    private static async Task<string> GetAsync(TestApp app, string path, string caller, string? baggage, int version = 1)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Version = new Version(version, version == 1 ? 1 : 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("traceparent", caller);
        if (baggage is not null)
        {
            request.Headers.Add("baggage", baggage);
        }

        using var response = await app.Client.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private sealed class Policy(IncomingTrust trust) : ITrustPolicy
    {
        public IncomingTrust TrustIn(object? carrier) => trust;
    }

    /// <summary>Keeps the first scope of each line of these tests if it is not the framework's.</summary>
    private sealed class ScopeLines : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider? _scopes;

        public List<string> Scopes { get; } = [];

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) =>
            categoryName.EndsWith(nameof(BaggageTests), StringComparison.Ordinal) ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var pairs = new List<KeyValuePair<string, object?>>();
            _scopes!.ForEachScope(static (scope, all) => all.AddRange(scope as IEnumerable<KeyValuePair<string, object?>> ?? []), pairs);
            Scopes.Add(string.Join(',', pairs.Where(pair => pair.Key is "tenant" or "other").Select(pair => $"{pair.Key}={pair.Value}")));
        }

        public void Dispose()
        {
        }
    }
}
