using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>The web server on the store's loopback port.</summary>
/// <remarks>
/// Kestrel without a web host: its requests are no spans, metrics or log lines of the application, it reads none of the application's
/// configuration, and it takes no part in the handling of signals.
/// </remarks>
internal sealed class StoreServer : IDisposable
{
    private const int MaxConnections = 256;
    private readonly KestrelServer _server;

    private StoreServer(KestrelServer server) => _server = server;

    /// <summary>Gets the address, with the port that was really opened.</summary>
    public Uri Address => new(_server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>Opens a loopback port, 0 for any free one.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port may not be opened.</exception>
    public static async Task<StoreServer> StartAsync(int port, int maxRequestBytes, RequestDelegate handler, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = maxRequestBytes;
        options.Limits.MaxConcurrentConnections = MaxConnections;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var loggers = NullLoggerFactory.Instance;
        var server = new KestrelServer(
            Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
        try
        {
            await server.StartAsync(new Application(handler), cancellationToken).ConfigureAwait(false);
            return new StoreServer(server);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose() => _server.Dispose();

    private sealed class Application(RequestDelegate handler) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handler(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
