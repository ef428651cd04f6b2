using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Benchmarks.Requests;

/// <summary>A server without sockets: it serves the same request again and again on the calling thread.</summary>
internal sealed class LoopServer(IHeaderDictionary headers) : IServer
{
    private readonly NullResponse _response = new();

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Gets what serves requests, once the application has started.</summary>
    public Action<int> Serve { get; private set; } = static _ => throw new InvalidOperationException("The application has not started.");

    public int LastStatusCode => _response.StatusCode;

    public long LastLength => _response.Written;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        var features = new LoopFeatures<TContext>(NewFeatures());
        Serve = count =>
        {
            var clean = ExecutionContext.Capture()!;
            for (var i = 0; i < count; i++)
            {
                // As Kestrel does: what one request leaves in AsyncLocals is not seen by the next.
                ExecutionContext.Restore(clean);
                ServeOne(application, features);
            }
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    private void ServeOne<TContext>(IHttpApplication<TContext> application, LoopFeatures<TContext> features)
        where TContext : notnull
    {
        features.Reset();
        _response.Reset();
        var context = application.CreateContext(features);

        // Nothing in the measured application waits, so the task is done.
        application.ProcessRequestAsync(context).GetAwaiter().GetResult();
        application.DisposeContext(context, null);
    }

    private Dictionary<Type, object> NewFeatures() => new()
    {
        [typeof(IHttpRequestFeature)] = new HttpRequestFeature
        {
            Protocol = "HTTP/1.1",
            Scheme = "http",
            Method = "GET",
            Path = "/orders/7",
            RawTarget = "/orders/7",
            Headers = headers,
        },
        [typeof(IHttpResponseFeature)] = _response,
        [typeof(IHttpResponseBodyFeature)] = _response,
        [typeof(IHttpConnectionFeature)] = new HttpConnectionFeature { ConnectionId = "1", RemoteIpAddress = IPAddress.Loopback, RemotePort = 40_000 },
        [typeof(IHttpRequestIdentifierFeature)] = new HttpRequestIdentifierFeature { TraceIdentifier = "1:1" },
        [typeof(IHttpRequestLifetimeFeature)] = new HttpRequestLifetimeFeature(),
    };
}
