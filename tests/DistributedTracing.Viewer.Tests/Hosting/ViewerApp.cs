using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Viewer.Tests.Hosting;

/// <summary>A service with a viewer, on a real Kestrel.</summary>
internal sealed class ViewerApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ActivitySource _source;

    private ViewerApp(WebApplication app, ActivitySource source, LogCollector log)
    {
        _app = app;
        _source = source;
        Log = log;
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public HttpClient Client { get; }

    public LogCollector Log { get; }

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    /// <summary>Gets a port that nobody listened on a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task<ViewerApp> StartAsync(
        string service, int port, string environment = "Development", Dictionary<string, string?>? settings = null, Action<TracingBuilder>? configure = null)
    {
        // A name of its own: every tracer provider of the process hears every source.
        var source = new ActivitySource("tests." + Guid.NewGuid().ToString("N"));
        var log = new LogCollector();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings ?? [])
        {
            ["Tracing:ServiceName"] = service,
            ["Tracing:Sources:0"] = source.Name,
            ["Tracing:Viewer:Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["AllowedHosts"] = "*",
        });
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var tracing = builder.Services.AddDistributedTracingCore().AddViewer();
        configure?.Invoke(tracing);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            Activity.Current?.SetTag("test.path", context.Request.Path.Value);
            return next(context);
        });
        app.MapGet("/hello", () => "hello");
        await app.StartAsync();
        return new ViewerApp(app, source, log);
    }

    /// <summary>Records a span.</summary>
    /// <returns>The id of its trace.</returns>
    public string Record(string name, Action<Activity>? configure = null)
    {
        using var activity = _source.StartActivity(name) ?? throw new InvalidOperationException("The span is not recorded.");
        configure?.Invoke(activity);
        return activity.TraceId.ToHexString();
    }

    /// <summary>Whether the application's own page has the trace.</summary>
    public async Task<bool> ShowsAsync(string traceId)
    {
        using var response = await Client.GetAsync(new Uri("/_tracing/api/traces/" + traceId, UriKind.Relative));
        return response.IsSuccessStatusCode;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _source.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
