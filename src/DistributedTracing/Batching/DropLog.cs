using DistributedTracing.Delivery;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Batching;

/// <summary>Tells of spans that found the queue full: one line in ten seconds, and one at the end. Used by one thread at a time.</summary>
internal sealed class DropLog(SpanDestination destination, ILogger logger, TimeProvider? time = null)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private long _reported;
    private long _lastReport = (time ?? TimeProvider.System).GetTimestamp();

    public void Report(long total, bool isLast)
    {
        var elapsed = _time.GetElapsedTime(_lastReport);
        if (total == _reported || (!isLast && elapsed < Window))
        {
            return;
        }

        logger.SpansDropped(destination.FailureLevel, total - _reported, destination.Name, Math.Round(elapsed.TotalSeconds, 1), "the queue was full or closed");
        _reported = total;
        _lastReport = _time.GetTimestamp();
    }
}
