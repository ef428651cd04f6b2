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
    private volatile bool _isLastChance;

    public long Exported => Interlocked.Read(ref _exported);

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>From now on a failed batch is tried once more at most, so that a stop does not hang on a dead server.</summary>
    public void StopRetrying() => _isLastChance = true;

    /// <summary>Sends a batch.</summary>
    /// <returns>How long to wait before sending it again; <see langword="null"/> when it is exported, or dropped and counted.</returns>
    public TimeSpan? Send(Activity[] spans, int count)
    {
        destination.Outcome.Reset();
        if (Export(spans, count))
        {
            Interlocked.Add(ref _exported, count);
            Recover();
            return null;
        }

        _failures++;
        var isTriedAgain = destination.Outcome.IsRetryable && !(_isLastChance && _failures > 1);
        if (_failures == 1)
        {
            logger.ExportFailing(destination.FailureLevel, destination.Name, destination.Outcome.Cause, isTriedAgain ? $"kept and sent again, up to {queueSize} spans" : "dropped");
        }

        if (isTriedAgain)
        {
            return Pause();
        }

        Drop(count);
        return null;
    }

    /// <summary>Counts spans that will not be sent.</summary>
    public void Drop(int count) => Interlocked.Add(ref _dropped, count);

    private bool Export(Activity[] spans, int count)
    {
        try
        {
            return destination.Exporter.Export(new Batch<Activity>(spans, count)) == ExportResult.Success;
        }
        catch (Exception exception)
        {
            // An exporter must not throw; one that does must not end the process, which is what happens on a thread.
            logger.ExporterThrew(destination.Name, exception);
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
