using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Tests.Shared;

/// <summary>An OTLP collector on a real socket: counts the spans it was sent and answers as it is told to.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(Dictionary<string, string> Headers, byte[] Body)> _requests = new();

    private readonly ConcurrentQueue<byte[]> _accepted = new();

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>Gets or sets what each request is answered with; it runs after the body was read.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public IEnumerable<(Dictionary<string, string> Headers, byte[] Body)> Requests => _requests;

    /// <summary>Gets how many spans came in requests that were answered with success.</summary>
    public int Spans => _accepted.Sum(OtlpBody.CountSpans);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<OtlpCollector> StartAsync(HttpProtocols protocols = HttpProtocols.Http1, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new ActivitySource("tests.collector"));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = protocols));

        var app = builder.Build();
        var collector = new OtlpCollector(app);
        app.Run(collector.HandleAsync);
        await app.StartAsync();
        return collector;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var bytes = context.Request.Headers.ContentEncoding == "gzip" ? Decompress(body) : body.ToArray();
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            // A gRPC message is preceded by a flag and its length.
            bytes = bytes[5..];
            context.Response.ContentType = "application/grpc";
            context.Response.AppendTrailer("grpc-status", "0");
        }

        // The server uses its header dictionary again for the next request.
        _requests.Enqueue((context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), bytes));
        await Answer(context);
        if (context.Response.StatusCode == 200)
        {
            _accepted.Enqueue(bytes);
        }

        if (context.Response.ContentType == "application/grpc")
        {
            await context.Response.Body.WriteAsync(new byte[5]);
        }
    }

    private static byte[] Decompress(MemoryStream body)
    {
        body.Position = 0;
        using var gzip = new GZipStream(body, CompressionMode.Decompress);
        var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
