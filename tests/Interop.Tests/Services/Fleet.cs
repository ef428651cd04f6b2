using System.Collections.Concurrent;
using Samples.Infrastructure.Processes;

namespace Interop.Tests.Services;

/// <summary>
/// Services that relay a request, each in a process of its own and writing one format: <c>net-b3</c> is one of ours that writes B3,
/// <c>node-b3</c> one on Node.js with the packages of OpenTelemetry JS. Ours read every format, those on Node.js only their own.
/// </summary>
public sealed class Fleet : IAsyncLifetime
{
    private static readonly string[] Formats = ["tracecontext", "b3", "b3multi", "jaeger"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Service> _services = new();
    private OtlpCollector _collector = null!;

    public async Task InitializeAsync()
    {
        _collector = await OtlpCollector.StartAsync();
        try
        {
            await Task.WhenAll(
            [
                .. Formats.Append("tracecontext-2").Select(name => KeepAsync(StartDotNetAsync($"net-{name}"))),
                .. Formats.Select(format => KeepAsync(Service.StartNodeAsync($"node-{format}", format, _collector))),
            ]);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        await Task.WhenAll(_services.Values.Select(service => service.DisposeAsync().AsTask()));
        await _collector.DisposeAsync();
    }

    /// <summary>Gets the format that a service writes.</summary>
    internal static string FormatOf(string service) => service.Split('-')[1];

    internal Uri AddressOf(string service) => new(_services[service].Address, "/test");

    /// <summary>Gets the spans of a trace once there are as many as expected; fewer when time is up.</summary>
    internal Task<IReadOnlyList<ReceivedSpan>> WaitForTraceAsync(string traceId, int spans) =>
        Polling.UntilAsync(() => Task.FromResult(TraceOf(traceId)), trace => trace.Count >= spans, Patience);

    internal IReadOnlyList<ReceivedSpan> TraceOf(string traceId) => [.. _collector.Spans.Where(span => span.TraceId == traceId)];

    private async Task KeepAsync(Task<Service> start)
    {
        var service = await start;
        _services[service.Name] = service;
    }

    private Task<Service> StartDotNetAsync(string name)
    {
        (string, string) format = ("Tracing__Propagation__Inject__0", FormatOf(name));

        // Jaeger's baggage is part of its format.
        (string, string)[] settings = name == "net-jaeger" ? [format] : [format, ("Tracing__Propagation__Inject__1", "baggage")];
        return Service.StartDotNetAsync(name, "TraceContextApp", _collector, settings);
    }
}
