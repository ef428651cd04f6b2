using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Requests;

/// <summary>A collector that counts the spans it gets, on a free loopback port.</summary>
internal sealed class SpanSink : IAsyncDisposable
{
    public const string Command = "request-sink";

    private readonly WebApplication _app;
    private long _spans;

    private SpanSink(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public long Spans => Interlocked.Read(ref _spans);

    /// <summary>Runs as a process of its own: writes its address, answers every line with the spans so far, ends with the input.</summary>
    public static async Task<int> RunAsync()
    {
        await using var sink = await StartAsync();
        Console.WriteLine(sink.Address);
        while (await Console.In.ReadLineAsync() is not null)
        {
            Console.WriteLine(sink.Spans.ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    public static async Task<SpanSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();

        // Not the framework's source: in one process with an application that is traced, the sink's own requests are no spans.
        builder.Services.AddSingleton(new ActivitySource("SpanSink"));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var sink = new SpanSink(app);
        app.Run(sink.ReceiveAsync);
        await app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
        await context.Request.Body.CopyToAsync(body);
        Interlocked.Add(ref _spans, SpanCounter.Count(body.GetBuffer().AsSpan(0, (int)body.Length)));
        context.Response.ContentType = "application/x-protobuf";
    }
}
