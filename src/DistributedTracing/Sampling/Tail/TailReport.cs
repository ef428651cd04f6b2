using Microsoft.Extensions.Logging;

namespace DistributedTracing.Sampling.Tail;

/// <summary>Tells in the log what the tail could not do as it should, one line in ten seconds, and at the end what it did. Used by one thread at a time.</summary>
internal sealed class TailReport(TailSamplingOptions options, TailCounts counts, ILogger logger, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private long _lastReport = time.GetTimestamp();
    private long _reported;
    private bool _wasUnderPressure;
    private bool _hasEnded;

    public void Report(bool isUnderPressure)
    {
        var elapsed = time.GetElapsedTime(_lastReport);
        if (elapsed < Window)
        {
            return;
        }

        _lastReport = time.GetTimestamp();
        var early = counts.Of(DecisionCause.MaxMemory);
        if (early != _reported)
        {
            logger.TailDecidedEarly(early - _reported, Math.Round(elapsed.TotalSeconds, 1), options.MaxTraces, options.MaxBytes);
            _reported = early;
        }

        if (isUnderPressure != _wasUnderPressure)
        {
            _wasUnderPressure = isUnderPressure;
            if (isUnderPressure)
            {
                logger.TailUnderPressure(options.MaxTraces, options.MaxBytes);
            }
            else
            {
                logger.TailRecovered();
            }
        }
    }

    public void End()
    {
        if (!_hasEnded)
        {
            _hasEnded = true;
            logger.TailStopped(counts.Of(TailOutcome.KeptByTail), counts.Of(TailOutcome.KeptByHead), counts.Of(TailOutcome.LeftOut), counts.SpansLeftOut);
        }
    }
}
