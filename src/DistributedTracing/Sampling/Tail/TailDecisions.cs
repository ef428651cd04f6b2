using System.Diagnostics;

namespace DistributedTracing.Sampling.Tail;

/// <summary>Decides about spans by the head's threshold and what was found in them. Thread safe; called while nobody else is busy with the trace.</summary>
internal sealed class TailDecisions(KeepClasses classes, KeptTraces kept)
{
    /// <summary>Decides about the spans of a trace that have waited.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="found">The classes of those spans.</param>
    public TailVerdict Decide(LocalTrace trace, ulong found)
    {
        Learn(trace, found);
        if (trace.Findings is not { } findings)
        {
            return VerdictOf(trace, KeepRate.None);
        }

        var rate = KeepRate.Max(findings.Found, findings.Known);
        if (trace.HasEnded)
        {
            findings.Known = rate;
        }

        findings.Found = KeepRate.None;
        findings.CountedClasses = 0;
        return VerdictOf(trace, rate);
    }

    /// <summary>Takes in what was found before the trace is decided, and lets what starts from now on below open spans know.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="found">The classes of its spans.</param>
    /// <param name="open">The span it was found in, or the one above; it, and those above it, may be open.</param>
    /// <returns>What would become of the trace if it was decided now.</returns>
    public TailVerdict Find(LocalTrace trace, ulong found, Activity? open)
    {
        Learn(trace, found);
        return Announce(trace, open);
    }

    /// <summary>Takes in that a service that was called has kept its part.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="threshold">The threshold it was kept at.</param>
    /// <param name="call">The span of the call.</param>
    public void Hear(LocalTrace trace, SamplingThreshold threshold, Activity call)
    {
        if (classes.RateForCallee(threshold) is { IsNone: false } rate)
        {
            Learn(trace, rate);
            Announce(trace, call);
        }
    }

    private TailVerdict Announce(LocalTrace trace, Activity? open)
    {
        var verdict = VerdictOf(trace, trace.Findings is { } findings ? KeepRate.Max(findings.Found, findings.Known) : KeepRate.None);
        if (verdict.Outcome == TailOutcome.KeptByTail)
        {
            trace.Mark(open, verdict.Rate.Threshold);
        }

        return verdict;
    }

    private TailVerdict VerdictOf(LocalTrace trace, KeepRate rate) =>
        TailVerdict.Of(trace, rate.IsAlways ? rate : KeepRate.Max(rate, kept.Find(trace.Root.TraceId)));

    // Each class once, as budgets count.
    private void Learn(LocalTrace trace, ulong found)
    {
        if (found != 0 && trace.Find() is var findings && (found & ~findings.CountedClasses) is not 0 and var more)
        {
            findings.CountedClasses |= more;
            Learn(trace, classes.RateFor(more));
        }
    }

    // Whatever the verdict: what others of the trace follow must not depend on its randomness either.
    private void Learn(LocalTrace trace, KeepRate rate)
    {
        var findings = trace.Find();
        findings.Found = KeepRate.Max(findings.Found, rate);
        kept.Add(trace.Root.TraceId, findings.Found);
    }
}
