using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Samples.Infrastructure.Processes;

namespace EndToEnd.Tests.Collector;

/// <summary>An OTLP endpoint that keeps every span it gets.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Longer than a service under test keeps spans back: a span too many has arrived by then as well.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly CollectorBehavior _behavior;
    private readonly CancellationTokenSource _stopped = new();
    private readonly WebApplication _app;
    private int _requests;
    private long _lastRequest;

    private OtlpCollector(int port, CollectorBehavior behavior)
    {
        _behavior = behavior;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        _app = builder.Build();
        _app.MapPost("/v1/traces", ReceiveAsync);
    }

    /// <summary>Gets the base address for <c>Tracing:Delivery:Endpoint</c>.</summary>
    public string Endpoint => _app.Urls.Single();

    /// <summary>Gets how many requests have come in, whatever became of them.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    private bool IsQuiet => Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastRequest)) > Quiet;

    /// <summary>Starts a collector, on a free port unless one is given.</summary>
    public static async Task<OtlpCollector> StartAsync(CollectorBehavior behavior = CollectorBehavior.Accept, int port = 0)
    {
        var collector = new OtlpCollector(port, behavior);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Waits until the spans received are what is expected and no more come, or time is up.</summary>
    /// <returns>The spans received so far, for the assertion that tells what is missing.</returns>
    public Task<IReadOnlyList<ReceivedSpan>> WaitForAsync(Func<IReadOnlyList<ReceivedSpan>, bool> areComplete) =>
        Polling.UntilAsync(() => Task.FromResult(Spans), spans => IsQuiet && areComplete(spans), Patience);

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _app.DisposeAsync();
        _stopped.Dispose();
    }

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        Interlocked.Increment(ref _requests);
        Interlocked.Exchange(ref _lastRequest, Stopwatch.GetTimestamp());
        switch (_behavior)
        {
            case CollectorBehavior.Refuse:
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case CollectorBehavior.Hang:
                await Task.Delay(Timeout.Infinite, _stopped.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return Results.Empty;
            default:
                foreach (var span in OtlpReader.Read(body.ToArray()))
                {
                    _spans.Enqueue(span);
                }

                return Results.Bytes([], "application/x-protobuf");
        }
    }
}
