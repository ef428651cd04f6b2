using System.Diagnostics;

namespace DistributedTracing.Sampling.Tail;

// From the end of a span to the decision about it.
internal sealed partial class TailSamplingProcessor
{
    private void OnEnd(Activity span, LocalTrace trace)
    {
        var isRoot = ReferenceEquals(span, trace.Root);
        var content = SpanContent.Of(span);
        var classes = _classes.Of(span, content, isRoot);
        if (isRoot || !TryHoldBack(span, trace, content.Bytes, classes))
        {
            DecideWith(span, trace, classes, isRoot);
        }
    }

    private bool TryHoldBack(Activity span, LocalTrace trace, int bytes, ulong classes)
    {
        var isCharged = false;
        using (trace.Enter())
        {
            if (trace.HasEnded || _isClosed || trace.Count + 1 >= _maxSpans)
            {
                return false;
            }

            if (trace.Add(span, bytes, classes) is > 0 and var more)
            {
                _waiting.Charge(trace, more);
                isCharged = true;
            }

            if (classes != 0)
            {
                _decisions.Find(trace, classes, span.Parent);
            }
        }

        if (isCharged)
        {
            Relieve();
        }

        return true;
    }

    // The span that ends is the last one that is waited for.
    private void DecideWith(Activity span, LocalTrace trace, ulong classes, bool isRoot)
    {
        DecisionCause cause;
        WaitingSpans spans;
        TailVerdict verdict;
        using (trace.Enter())
        {
            cause = trace.HasEnded ? DecisionCause.Late
                : isRoot ? DecisionCause.RootEnded
                : _isClosed ? DecisionCause.Shutdown
                : DecisionCause.MaxSpans;
            trace.HasEnded |= isRoot;
            trace.Add(span, 0, classes);
            (spans, verdict) = Decide(trace, 0);
            if (!trace.HasEnded)
            {
                trace.Unmark();
            }
        }

        if (isRoot)
        {
            _latest = null;
        }

        Export(verdict, spans, cause);
        Relieve();
    }

    // While nobody else is busy with the trace, so that a span that ends meanwhile finds the trace in its place or out of it.
    private (WaitingSpans Spans, TailVerdict Verdict) Decide(LocalTrace trace, ulong found)
    {
        if (trace.IsCharged)
        {
            _waiting.Remove(trace);
        }

        var spans = trace.Take();
        return (spans, _decisions.Decide(trace, spans.Classes | found));
    }

    private void DecideEarly(LocalTrace trace, DecisionCause cause)
    {
        WaitingSpans spans;
        TailVerdict verdict;
        using (trace.Enter())
        {
            // Somebody may have decided it since it was taken out.
            if (trace.Count == 0)
            {
                return;
            }

            var found = trace.Findings is { WasSlow: true } ? 0 : _classes.OfUnfinished(trace.Root, _time.GetElapsedTime(trace.Started, _waiting.Now));
            if (found != 0)
            {
                trace.Find().WasSlow = true;
            }

            (spans, verdict) = Decide(trace, found);
            trace.Unmark();
        }

        Export(verdict, spans, cause);
    }

    private void Export(TailVerdict verdict, WaitingSpans spans, DecisionCause cause)
    {
        if (verdict.Outcome == TailOutcome.KeptByTail)
        {
            KeptSpans.Mark(spans.Spans, verdict.Rate);
        }

        var leftOut = 0;
        foreach (var span in spans.Spans)
        {
            // A rule may have kept a span for itself, below others that are left out.
            if (span.Recorded)
            {
                base.OnEnd(span);
            }
            else
            {
                leftOut++;
            }
        }

        Counts.Add(cause, verdict.Outcome, leftOut);
        LocalTrace.Reuse(spans);
    }

    private void Relieve()
    {
        while (_pressure.IsOver(_waiting.Count, _waiting.Bytes) && _waiting.TakeOldest(TimeSpan.Zero) is { } oldest)
        {
            DecideEarly(oldest, DecisionCause.MaxMemory);
        }

        if (_pressure.Update(_waiting.Count, _waiting.Bytes))
        {
            _mode.IsRecordingAll = !_pressure.IsHigh && !_isClosed;
        }
    }

    private void Tick()
    {
        _waiting.Tick();
        while (_waiting.TakeOldest(_maxAge) is { } trace)
        {
            DecideEarly(trace, DecisionCause.MaxAge);
        }

        Relieve();
        _kept.Trim();
        _report.Report(_pressure.IsHigh);
    }
}
