using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DistributedTracing.Delivery;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Http.Tests;

/// <summary>An application with tracing and a client for which every host name leads to this machine.</summary>
internal sealed class ClientHost : IAsyncDisposable
{
    public const string AroundSource = "tests.around";

    private readonly MemoryExporter _exporter = new();
    private readonly IHost _host;
    private HttpClient? _client;

    private ClientHost(IHost host, MemoryExporter exporter, LogCollector log) => (_host, _exporter, Log) = (host, exporter, log);

    public LogCollector Log { get; }

    public HttpClient Client => _client!;

    /// <summary>Starts the application; the client is made before that or after it, with further handlers around the one that sends.</summary>
    public static async Task<ClientHost> StartAsync(
        IEnumerable<(string Key, string Value)> settings,
        Func<SocketsHttpHandler, HttpMessageHandler>? handlers = null,
        bool isMadeEarly = false,
        Action<TracingBuilder>? configure = null)
    {
        var exporter = new MemoryExporter();
        var log = new LogCollector();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "client-app" });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Tracing:" + setting.Key, (string?)setting.Value)));
        builder.Logging.AddProvider(log);
        builder.Services.AddSingleton<ISpanDestinationSource>(new MemoryDestination(exporter));
        var tracing = builder.Services.AddDistributedTracingCore().AddSource(AroundSource);
        (configure ?? (builder => builder.AddHttpClient()))(tracing);

        var client = new ClientHost(builder.Build(), exporter, log);
        if (isMadeEarly)
        {
            client._client = MakeClient(handlers);
            await SendInVainAsync(client._client);
        }

        await client._host.StartAsync();
        client._client ??= MakeClient(handlers);
        return client;
    }

    /// <summary>Sends the request and stops the application.</summary>
    /// <returns>The spans of the client, in the order they were started.</returns>
    public async Task<IReadOnlyList<Activity>> SendAsync(HttpRequestMessage request)
    {
        using (await Client.SendAsync(request))
        {
            return await StopAsync();
        }
    }

    public async Task<IReadOnlyList<Activity>> StopAsync()
    {
        await _host.StopAsync();
        return [.. _exporter.Spans.Where(span => span.Source.Name == "System.Net.Http").OrderBy(span => span.StartTimeUtc)];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Client.Dispose();
    }

    private static HttpClient MakeClient(Func<SocketsHttpHandler, HttpMessageHandler>? handlers)
    {
        var sending = new SocketsHttpHandler { ConnectCallback = ConnectHereAsync };
        return new HttpClient(handlers?.Invoke(sending) ?? sending);
    }

    // With its first request a client asks the propagator which headers it writes.
    private static async Task SendInVainAsync(HttpClient client)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var nobody = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        try
        {
            using var warmUp = await client.GetAsync(nobody);
        }
        catch (HttpRequestException)
        {
            // As nobody listens there.
        }
    }

    private static async ValueTask<Stream> ConnectHereAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
