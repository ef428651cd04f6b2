using System.Diagnostics;
using DistributedTracing.Delivery;
using OpenTelemetry;

namespace DistributedTracing.Batching;

/// <summary>The thread that takes spans out of the queue, sends them, and tells those who wait for a flush.</summary>
internal sealed class BatchWorker : IDisposable
{
    private readonly SpanQueue _queue;
    private readonly BatchSender _sender;
    private readonly Activity[] _batch;
    private readonly TimeSpan _delay;
    private readonly Action _afterRound;
    private readonly Thread _thread;

    /// <summary>Set when a batch has filled.</summary>
    private readonly AutoResetEvent _full = new(initialState: false);

    /// <summary>Set when somebody waits: for a flush, or for the end.</summary>
    private readonly AutoResetEvent _urgent = new(initialState: false);

    private readonly Lock _flushLock = new();
    private readonly List<FlushRequest> _flushes = [];
    private volatile bool _isStopping;
    private volatile int _inHand;

    public BatchWorker(SpanQueue queue, BatchSender sender, int batchSize, TimeSpan delay, Action afterRound)
    {
        _queue = queue;
        _sender = sender;
        _batch = new Activity[batchSize];
        _delay = delay;
        _afterRound = afterRound;
        _thread = new Thread(Work) { IsBackground = true, Name = "Tracing export" };
        _thread.UnsafeStart();
    }

    public long Exported => _sender.Exported;

    public long Dropped => _sender.Dropped;

    /// <summary>Gets how many spans are out of the queue and neither exported nor dropped.</summary>
    public int InHand => _inHand;

    /// <summary>Starts a round before its time.</summary>
    public void Wake() => _full.Set();

    /// <summary>Waits until every span that was accepted before the call has been exported.</summary>
    /// <returns><see langword="false"/> when one was dropped, or the time was not enough.</returns>
    public bool Flush(int timeoutMilliseconds)
    {
        var request = new FlushRequest(_queue.Enqueued, _sender.Dropped);
        lock (_flushLock)
        {
            _flushes.Add(request);
        }

        _urgent.Set();
        return request.Wait(timeoutMilliseconds);
    }

    /// <summary>Exports what is left, without trying again for long, and ends the thread.</summary>
    public bool Stop(int timeoutMilliseconds)
    {
        _sender.StopRetrying();
        var isDelivered = Flush(timeoutMilliseconds);
        _isStopping = true;
        _urgent.Set();

        // A thread that is still inside an export after all the time that was given ends with the process.
        return _thread.Join(isDelivered ? TimeSpan.FromSeconds(1) : TimeSpan.Zero) && isDelivered;
    }

    public void Dispose()
    {
        _isStopping = true;
        _urgent.Set();
        if (_thread.Join(TimeSpan.Zero))
        {
            _full.Dispose();
            _urgent.Dispose();
        }
    }

    private void Work()
    {
        // The exporter's own HTTP requests must not become spans.
        using var suppressed = SuppressInstrumentationScope.Begin();
        WaitHandle[] signals = [_full, _urgent];
        while (!_isStopping)
        {
            WaitHandle.WaitAny(signals, _delay);
            SendWaiting();
            CompleteFlushes();
            _afterRound();
        }
    }

    private void SendWaiting()
    {
        while ((_inHand = _queue.DequeueInto(_batch)) > 0)
        {
            var count = _inHand;
            while (_sender.Send(_batch, count) is { } pause)
            {
                if (_isStopping)
                {
                    _sender.Drop(count);
                    break;
                }

                _afterRound();
                _urgent.WaitOne(pause);
            }

            Array.Clear(_batch, 0, count);
            _inHand = 0;
            CompleteFlushes();
        }
    }

    private void CompleteFlushes()
    {
        lock (_flushLock)
        {
            _flushes.RemoveAll(request => request.TryComplete(_queue.Dequeued - _inHand, _sender.Dropped));
        }
    }
}
