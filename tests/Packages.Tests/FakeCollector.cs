using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Packages.Tests;

/// <summary>Takes OTLP requests by HTTP and keeps their bodies.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly Channel<byte[]> _bodies = Channel.CreateUnbounded<byte[]>();

    private FakeCollector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<FakeCollector> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var collector = new FakeCollector(builder.Build());
        collector._app.Urls.Add("http://127.0.0.1:0");
        collector._app.MapPost("/v1/traces", collector.ReceiveAsync);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Waits for the next request's body. Names in it are readable as they are: protobuf writes texts in UTF-8.</summary>
    public async Task<string> WaitForBodyAsync()
    {
        using var deadline = new CancellationTokenSource(Timeout);
        return Encoding.Latin1.GetString(await _bodies.Reader.ReadAsync(deadline.Token));
    }

    /// <summary>Gets a trace id as it stands in a body.</summary>
    public static string InBody(string traceId) => Encoding.Latin1.GetString(Convert.FromHexString(traceId));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        await _bodies.Writer.WriteAsync(body.ToArray());
        context.Response.ContentType = "application/x-protobuf";
    }
}
