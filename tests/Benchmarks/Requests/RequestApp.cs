using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Benchmarks.Requests;

/// <summary>A minimal API as the web template makes it, in production, traced in one of the ways, on the socket-less server.</summary>
internal sealed class RequestApp : IAsyncDisposable
{
    // See https://learn.microsoft.com/aspnet/core/release-notes/aspnetcore-10.0, "OpenTelemetry attributes"; on by default from .NET 11.
    private const string SuppressAttributes = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";

    // Below OpenTelemetry's default queue of 2,048.
    private const int Burst = 2_000;

    private readonly WebApplication _app;
    private readonly LoopServer _server;
    private readonly TracerProvider? _provider;

    private RequestApp(WebApplication app, LoopServer server, TracerProvider? provider)
    {
        _app = app;
        _server = server;
        _provider = provider;
    }

    public int LastStatusCode => _server.LastStatusCode;

    public long LastLength => _server.LastLength;

    public static async Task<RequestApp> StartAsync(RequestScenario scenario, Uri sink)
    {
        AppContext.SetSwitch(SuppressAttributes, scenario.Mode != TracingMode.Stock);
        var server = new LoopServer(NewHeaders(scenario.Incoming));
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production", ApplicationName = "Benchmarks" });
        builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", "Warning"), new("Logging:LogLevel:Microsoft.AspNetCore", "Warning")]);
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton<IServer>(server);

        // The runtime's own, as in a new process; a process in which our tracing has run has another by now.
        builder.Services.AddSingleton(DistributedContextPropagator.CreateDefaultPropagator());
        if (scenario.Mode == TracingMode.Ours)
        {
            builder.Services.AddDistributedTracing(options =>
            {
                options.Sampling.Ratio = scenario.Ratio;
                options.Delivery.Endpoint = sink;
            });
        }

        var app = builder.Build();
        app.MapGet("/orders/{id:int}", (int id) => new Order(id, "2 chairs, 1 table", 249.5));

        var stock = scenario.Mode == TracingMode.Stock ? AddStock(scenario.Ratio, sink) : null;
        await app.StartAsync();
        return new RequestApp(app, server, stock ?? app.Services.GetService<TracerProvider>());
    }

    /// <summary>Serves requests; in the processor time only, it waits now and then until their spans are exported.</summary>
    /// <remarks>So nothing is dropped, whichever queue is smaller: spans that are lost cost nothing to send.</remarks>
    public RequestSlice Serve(int requests)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        double time = 0;
        long bytes = 0;
        for (var served = 0; served < requests; served += Burst)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = ThreadClock.Nanoseconds;
            _server.Serve(Math.Min(Burst, requests - served));
            time += ThreadClock.Nanoseconds - started;
            bytes += GC.GetAllocatedBytesForCurrentThread() - allocated;
            _provider?.ForceFlush();
        }

        cpu = Environment.CpuUsage.TotalTime - cpu;
        return new RequestSlice(requests, time / requests, (double)bytes / requests, cpu.TotalNanoseconds / requests);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        _provider?.Dispose();
        await _app.DisposeAsync();
    }

    private static TracerProvider AddStock(double ratio, Uri sink) => Sdk.CreateTracerProviderBuilder()
        .AddSource("Microsoft.AspNetCore", "System.Net.Http")
        .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio)))
        .AddOtlpExporter(options =>
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
            options.Endpoint = new Uri(sink, "/v1/traces");
        })
        .Build();

    private static HeaderDictionary NewHeaders(IncomingContext incoming)
    {
        const string TraceId = "0af7651916cd43dd8448eb211c80319c";
        const string SpanId = "b7ad6b7169203331";
        var headers = new HeaderDictionary
        {
            ["Host"] = "shop.example.com:8080",
            ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64)",
            ["Accept"] = "application/json",
        };
        switch (incoming)
        {
            case IncomingContext.TraceParentSampled:
                headers["traceparent"] = $"00-{TraceId}-{SpanId}-01";
                break;
            case IncomingContext.TraceParentUnsampled:
                headers["traceparent"] = $"00-{TraceId}-{SpanId}-00";
                break;
            case IncomingContext.B3Sampled:
                headers["b3"] = $"{TraceId}-{SpanId}-1";
                break;
            default:
                break;
        }

        return headers;
    }

    private sealed record Order(int Id, string Content, double Total);
}
