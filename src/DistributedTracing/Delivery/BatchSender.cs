using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace DistributedTracing.Delivery;

/// <summary>Sends batches, decides whether a failed one is tried again, and logs when the destination fails and recovers.</summary>
internal sealed class BatchSender(SpanDestination destination, int queueSize, ILogger logger)
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LastPause = TimeSpan.FromMilliseconds(250);

    private long _exported;
    private long _dropped;
    private int _failures;
    private bool _hasReportedUnwritable;
    private bool _hasReportedException;
    private volatile bool _isLastChance;

    public long Exported => Interlocked.Read(ref _exported);

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>From now on a failed batch is tried once more at most, so that a stop does not hang on a dead server.</summary>
    public void StopRetrying() => _isLastChance = true;

    /// <summary>Sends spans; what is exported, or dropped and counted, is taken out of the batch.</summary>
    /// <param name="spans">The batch.</param>
    /// <param name="count">How many spans the batch holds, and afterwards how many are left in it.</param>
    /// <returns>How long to wait before sending what is left; <see langword="null"/> when nothing is.</returns>
    public TimeSpan? Send(Activity[] spans, ref int count)
    {
        var size = count;
        while (count > 0)
        {
            size = Math.Min(size, count);
            destination.Outcome.Reset();
            if (Export(spans, size))
            {
                Interlocked.Add(ref _exported, size);
                Recover();
                Take(spans, ref count, size);
            }
            else if (destination.Outcome.IsRequestSent)
            {
                if (Fail() is { } pause)
                {
                    return pause;
                }

                Drop(size);
                Take(spans, ref count, size);
            }
            else if (size > 1)
            {
                // No request: the exporter cannot write one of the spans. It must not take the others with it.
                size /= 2;
            }
            else
            {
                DropUnwritable(spans[0]);
                Take(spans, ref count, size);
                size = count;
            }
        }

        return null;
    }

    /// <summary>Counts spans that will not be sent.</summary>
    public void Drop(int count) => Interlocked.Add(ref _dropped, count);

    private static void Take(Activity[] spans, ref int count, int taken)
    {
        Array.Copy(spans, taken, spans, 0, count - taken);
        Array.Clear(spans, count - taken, taken);
        count -= taken;
    }

    /// <returns>How long to wait before another attempt; <see langword="null"/> when there is none.</returns>
    private TimeSpan? Fail()
    {
        _failures++;
        var isTriedAgain = destination.Outcome.IsRetryable && !(_isLastChance && _failures > 1);
        if (_failures == 1)
        {
            logger.ExportFailing(destination.FailureLevel, destination.Name, destination.Outcome.Cause, isTriedAgain ? $"kept and sent again, up to {queueSize} spans" : "dropped");
        }

        return isTriedAgain ? Pause() : null;
    }

    // Told once: the code that makes such a span makes it again and again.
    private void DropUnwritable(Activity span)
    {
        Drop(1);
        if (!_hasReportedUnwritable)
        {
            _hasReportedUnwritable = true;
            logger.SpanUnwritable(destination.FailureLevel, span.DisplayName, span.Source.Name, destination.Name);
        }
    }

    private bool Export(Activity[] spans, int count)
    {
        try
        {
            return destination.Exporter.Export(new Batch<Activity>(spans, count)) == ExportResult.Success;
        }
        catch (Exception exception)
        {
            // An exporter must not throw; one that does must not end the process, which is what happens on a thread.
            if (!_hasReportedException)
            {
                _hasReportedException = true;
                logger.ExporterThrew(destination.Name, exception);
            }

            return false;
        }
    }

    private void Recover()
    {
        if (_failures > 0)
        {
            _failures = 0;
            logger.ExportRecovered(destination.NewsLevel, destination.Name);
        }
    }

    // Exponential with full jitter; the server's own wish wins.
    private TimeSpan Pause()
    {
        if (_isLastChance)
        {
            return LastPause;
        }

        if (destination.Outcome.RetryAfter is { } wish && wish > TimeSpan.Zero)
        {
            return wish < MaxRetryAfter ? wish : MaxRetryAfter;
        }

        var ceiling = Math.Min(MaxPause.TotalMilliseconds, 500 * Math.Pow(2, Math.Min(_failures - 1, 10)));
        return TimeSpan.FromMilliseconds(Math.Max(MinPause.TotalMilliseconds, Random.Shared.NextDouble() * ceiling));
    }
}
