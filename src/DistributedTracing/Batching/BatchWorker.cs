using System.Diagnostics;
using DistributedTracing.Delivery;
using OpenTelemetry;

namespace DistributedTracing.Batching;

/// <summary>The thread that takes spans out of the queue, sends them, and tells those who wait for a flush.</summary>
internal sealed class BatchWorker
{
    /// <summary>Without a time limit of the caller's, a server that stays away would keep the caller for ever.</summary>
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(30);

    private readonly SpanQueue _queue;
    private readonly BatchSender _sender;
    private readonly Activity[] _batch;
    private readonly TimeSpan _delay;
    private readonly Action _afterRound;
    private readonly Thread _thread;
    private readonly WorkSignal _signal = new();
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

    /// <summary>Starts a round before its time, because a batch has filled.</summary>
    public void Wake() => _signal.SetFull();

    /// <summary>Waits until every span that was accepted before the call has been exported.</summary>
    /// <returns><see langword="false"/> when one was dropped, or the time was not enough.</returns>
    public bool Flush(int timeoutMilliseconds)
    {
        if (!_thread.IsAlive)
        {
            return _queue.Count == 0;
        }

        var request = new FlushRequest(_queue.Enqueued, _sender.Dropped);
        lock (_flushLock)
        {
            _flushes.Add(request);
        }

        _signal.SetUrgent();
        return request.Wait(timeoutMilliseconds < 0 ? (int)LongestFlush.TotalMilliseconds : timeoutMilliseconds);
    }

    /// <summary>Exports what is left, without trying again for long, and ends the thread.</summary>
    public bool Stop(int timeoutMilliseconds)
    {
        _sender.StopRetrying();
        var isDelivered = Flush(timeoutMilliseconds);
        Abandon();

        // A thread that is still inside an export after all the time that was given ends with the process.
        return _thread.Join(isDelivered ? TimeSpan.FromSeconds(1) : TimeSpan.Zero) && isDelivered;
    }

    /// <summary>Ends the thread as soon as the export it may be in returns; what is left is not sent.</summary>
    public void Abandon()
    {
        _isStopping = true;
        _signal.SetUrgent();
    }

    private void Work()
    {
        // The exporter's own HTTP requests must not become spans.
        using var suppressed = SuppressInstrumentationScope.Begin();
        while (!_isStopping)
        {
            _signal.WaitForWork(_delay);
            SendWaiting();
            CompleteFlushes();
            _afterRound();
        }
    }

    private void SendWaiting()
    {
        // What ends from now on waits for its batch to fill, else a busy application would send many small ones.
        var end = _queue.Enqueued;
        while (!_isStopping
            && (_queue.Dequeued < end || _queue.Count >= _batch.Length || IsFlushAwaited())
            && (_inHand = _queue.DequeueInto(_batch)) > 0)
        {
            SendBatch(_inHand);
            _inHand = 0;
            CompleteFlushes();
        }
    }

    private void SendBatch(int count)
    {
        while (_sender.Send(_batch, ref count) is { } pause)
        {
            _inHand = count;
            if (_isStopping)
            {
                _sender.Drop(count);
                Array.Clear(_batch, 0, count);
                return;
            }

            _afterRound();
            _signal.Pause(pause);
        }
    }

    private bool IsFlushAwaited()
    {
        lock (_flushLock)
        {
            return _flushes.Count > 0;
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
