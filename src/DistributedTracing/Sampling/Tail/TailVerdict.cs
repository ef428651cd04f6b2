namespace DistributedTracing.Sampling.Tail;

/// <summary>What becomes of spans that are decided together.</summary>
/// <param name="Outcome">Whether they are exported, and on whose word.</param>
/// <param name="Rate">What the tail kept them by; only where the outcome is its.</param>
internal readonly record struct TailVerdict(TailOutcome Outcome, KeepRate Rate)
{
    /// <summary>Combines the head's decision with what was found.</summary>
    /// <remarks>
    /// Both are alternatives of one decision, so the lower threshold holds, also where the head alone would have kept the trace: what is
    /// worth keeping would have been kept with any randomness.
    /// </remarks>
    public static TailVerdict Of(LocalTrace trace, KeepRate rate)
    {
        if (trace.Head.IsKept)
        {
            // A share beside an unknown one makes an unknown one; all makes all.
            var isLower = trace.Head.Threshold is { } known ? rate.Threshold.Value < known.Value : rate.IsAlways;
            return isLower ? new TailVerdict(TailOutcome.KeptByTail, rate) : new TailVerdict(TailOutcome.KeptByHead, KeepRate.None);
        }

        return rate.IsAlways || (!rate.IsNone && rate.Threshold.Keeps(trace.Randomness))
            ? new TailVerdict(TailOutcome.KeptByTail, rate)
            : new TailVerdict(TailOutcome.LeftOut, KeepRate.None);
    }
}
