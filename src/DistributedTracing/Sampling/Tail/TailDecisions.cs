namespace DistributedTracing.Sampling.Tail;

/// <summary>Decides about spans by the head's threshold and what was found in them. Thread safe.</summary>
internal sealed class TailDecisions(KeepClasses classes, KeptTraces kept)
{
    /// <summary>Decides about spans of a trace; under its lock.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="found">The classes of those spans.</param>
    public TailVerdict Decide(LocalTrace trace, ulong found)
    {
        var own = classes.RateFor(found);
        if (trace.HasEnded)
        {
            own = trace.Known = KeepRate.Max(trace.Known, own);
        }

        var rate = own.IsAlways ? own : KeepRate.Max(own, kept.Find(trace.Root.TraceId));
        var verdict = TailVerdict.Of(trace, rate);
        if (found != 0)
        {
            // Whatever the verdict: what others of the trace follow must not depend on its randomness either.
            kept.Add(trace.Root.TraceId, own);
        }

        return verdict;
    }
}
