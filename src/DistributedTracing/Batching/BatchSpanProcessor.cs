using System.Diagnostics;
using DistributedTracing.Delivery;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace DistributedTracing.Batching;

/// <summary>
/// Queues finished spans and has them exported by a thread of its own. The application's thread never waits and never sees an
/// exception; a failed export is tried again while the queue has room; what is dropped is counted and logged.
/// </summary>
/// <remarks>
/// <see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/sdk.md#batching-processor"/>.
/// The base class hands the provider's resource to the exporter.
/// </remarks>
internal sealed class BatchSpanProcessor : BaseExportProcessor<Activity>
{
    private readonly SpanQueue _queue;
    private readonly BatchWorker _worker;
    private readonly int _batchSize;
    private long _refused;
    private volatile bool _isClosed;

    public BatchSpanProcessor(SpanDestination destination, BatchingOptions options, ILogger logger)
        : base(destination.Exporter)
    {
        Destination = destination;
        Drops = new DropLog(destination, logger);
        _queue = new SpanQueue(options.MaxQueueSize);
        _batchSize = Math.Min(options.MaxBatchSize, _queue.Capacity);
        _worker = new BatchWorker(_queue, new BatchSender(destination, _queue.Capacity, logger), _batchSize, options.Delay, ReportRefused);
    }

    public SpanDestination Destination { get; }

    /// <summary>Gets what became of the spans that ended so far.</summary>
    public SpanCounts Counts => new(_worker.Exported, Interlocked.Read(ref _refused) + _worker.Dropped, _queue.Count + _worker.InHand);

    private DropLog Drops { get; }

    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
        {
            OnExport(data);
        }
    }

    protected override void OnExport(Activity data)
    {
        if (_isClosed || !_queue.TryEnqueue(data, out var position))
        {
            Interlocked.Increment(ref _refused);
            return;
        }

        // One wake-up for each batch that fills, not for each span.
        if ((position + 1) % _batchSize == 0)
        {
            _worker.Wake();
        }
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => _worker.Flush(timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        _isClosed = true;
        var isDelivered = _worker.Stop(timeoutMilliseconds);
        Drops.Report(Interlocked.Read(ref _refused), isLast: true);
        return isDelivered & exporter.Shutdown(Timeout.Infinite);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _worker.Abandon();
        }

        base.Dispose(disposing);
    }

    private void ReportRefused() => Drops.Report(Interlocked.Read(ref _refused), isLast: false);
}
