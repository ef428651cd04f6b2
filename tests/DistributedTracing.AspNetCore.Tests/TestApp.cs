using System.Diagnostics;
using DistributedTracing.Delivery;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>A web application on a real Kestrel, with the one line of tracing; its spans end up in memory.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly MemoryExporter _exporter;

    private TestApp(WebApplication app, MemoryExporter exporter, LogCollector log)
    {
        _app = app;
        _exporter = exporter;
        Log = log;
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    /// <summary>Gets a client that adds no trace context of its own and makes no spans.</summary>
    public HttpClient Client { get; }

    public LogCollector Log { get; }

    public Uri Address => new(_app.Urls.Single());

    public static async Task<TestApp> StartAsync(
        Action<WebApplication> map,
        Dictionary<string, string?>? settings = null,
        Action<WebApplicationBuilder>? configure = null)
    {
        var exporter = new MemoryExporter();
        var log = new LogCollector();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<ISpanDestinationSource>(new MemoryDestination(exporter));
        builder.Services.AddDistributedTracing();
        configure?.Invoke(builder);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new TestApp(app, exporter, log);
    }

    /// <summary>Stops the application and gives every span it recorded, in the order they ended.</summary>
    public async Task<IReadOnlyList<Activity>> StopAsync()
    {
        await _app.StopAsync();
        return [.. _exporter.Spans];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
