using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DistributedTracing.Tests.Shared;
using DistributedTracing.Viewer.Internal.Web;
using DistributedTracing.Viewer.Protos;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Viewer.Tests;

/// <summary>A store with its web server on a free loopback port, without an application around it.</summary>
internal sealed class StoreFixture : IDisposable
{
    private readonly HeldStore _store;
    private readonly StoreServer _server;

    private StoreFixture(HeldStore store, StoreServer server, LogCollector log)
    {
        _store = store;
        _server = server;
        Log = log;
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false }) { BaseAddress = server.Address };
    }

    public HttpClient Client { get; }

    public LogCollector Log { get; }

    public Uri Address => _server.Address;

    public static async Task<StoreFixture> StartAsync(ViewerTracingOptions? options = null)
    {
        options ??= new ViewerTracingOptions();
        var log = new LogCollector();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var store = new HeldStore(options, "orders", TimeProvider.System, loggers.CreateLogger("viewer"));
        return new StoreFixture(store, await StoreServer.StartAsync(0, options.MaxRequestBytes, store.HandleAsync, CancellationToken.None), log);
    }

    public Task<HttpResponseMessage> PostAsync(ExportTraceServiceRequest request) => PostAsync(request.ToByteArray());

    public Task<HttpResponseMessage> PostAsync(byte[] body, string contentType = "application/x-protobuf", string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return Client.PostAsync(new Uri("/v1/traces", UriKind.Relative), content);
    }

    public async Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        response.StatusCode.Should().Be(expected);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    public void Dispose()
    {
        Client.Dispose();
        _server.Dispose();
        _store.Dispose();
    }
}
