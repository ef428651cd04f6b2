using System.Diagnostics;
using DistributedTracing.Hosting;
using DistributedTracing.Sampling.Tail;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Http.Internal;

/// <summary>
/// Reads in responses that the service that was called keeps its part of the trace, and hands that to the tail. Subscribes to nothing
/// when there is no tail. Thread safe.
/// </summary>
internal sealed class CalleeListener(ExportProcessors exports, IOptions<TracingOptions> options, ILogger<CalleeListener> logger)
    : IHostedService, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private TailSamplingProcessor? _tail;
    private IDisposable? _allListeners;
    private IDisposable? _listener;
    private volatile bool _hasFailed;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _tail = options.Value.Sampling.Tail.Keep.Callees ? exports.Tail : null;
        if (_tail is not null)
        {
            _allListeners = DiagnosticListener.AllListeners.Subscribe(this);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _allListeners?.Dispose();
        _listener?.Dispose();
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == StoppedRequest.Listener)
        {
            _listener = value.Subscribe(this, name => name == StoppedRequest.Event);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (_hasFailed || Activity.Current is not { IsAllDataRequested: true } call || value.Value is not { } data)
        {
            return;
        }

        try
        {
            Read(data, call);
        }
        catch (Exception failure)
        {
            // Another runtime may have another type there; the application's request has nothing to do with that.
            _hasFailed = true;
            logger.ResponsesUnreadable(failure);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private void Read(object data, Activity call)
    {
        if (StoppedRequest.ResponseOf(data) is not { } response || !response.Headers.NonValidated.TryGetValues(LateDecision.Header, out var values))
        {
            return;
        }

        foreach (var value in values)
        {
            if (LateDecision.TryRead(value, call.TraceId, out var threshold))
            {
                _tail!.Hear(call, threshold);
            }
        }
    }
}
