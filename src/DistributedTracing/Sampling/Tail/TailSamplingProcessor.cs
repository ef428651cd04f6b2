using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling.Budgets;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace DistributedTracing.Sampling.Tail;

/// <summary>
/// Holds back the ended spans of a local trace until its root ends, then hands all of them to the exporting processors, or none: what is
/// worth keeping always, the rest as the head decided. Thread safe.
/// </summary>
/// <remarks>
/// Every group of spans that is decided together gets the lower one of the head's threshold and that of what was found in the group,
/// and says so in <c>tracestate</c>. What was found does not depend on the trace's randomness, so adjusted counts are exact; also
/// where a long trace is decided in several groups, and for spans that end late.
/// </remarks>
internal sealed class TailSamplingProcessor : CompositeProcessor<Activity>
{
    private static long _instances;

    [ThreadStatic]
    private static LocalTrace? _latest;

    // A process may have several providers, each with a tail of its own.
    private readonly string _key = "DistributedTracing.LocalTrace." + Interlocked.Increment(ref _instances);
    private readonly RecordingMode _mode;
    private readonly TimeProvider _time;
    private readonly KeepClasses _classes;
    private readonly TailSources _sources;
    private readonly TailDecisions _decisions;
    private readonly WaitingTraces _waiting;
    private readonly KeptTraces _kept;
    private readonly Pressure _pressure;
    private readonly TailReport _report;
    private readonly ITimer _timer;
    private readonly int _maxSpans;
    private readonly TimeSpan _maxAge;
    private volatile bool _isClosed;

    public TailSamplingProcessor(
        TailSamplingOptions options, RecordingMode mode, IEnumerable<BaseProcessor<Activity>> exports, BudgetTicker ticker, ILogger logger)
        : base(exports)
    {
        _mode = mode;
        _time = ticker.Time;
        _classes = new KeepClasses(options.Keep, ticker);
        _sources = new TailSources(options);
        _kept = new KeptTraces(options.FollowFor, _time);
        _decisions = new TailDecisions(_classes, _kept);
        _waiting = new WaitingTraces(_time);
        _pressure = new Pressure(options.MaxTraces, options.MaxBytes);
        _report = new TailReport(options, Counts, logger, _time);
        _maxSpans = options.MaxSpansPerTrace;
        _maxAge = options.MaxAge;
        mode.IsRecordingAll = true;
        _timer = _time.CreateTimer(static tail => ((TailSamplingProcessor)tail!).Tick(), this, PeriodFor(_maxAge), PeriodFor(_maxAge));
    }

    public TailCounts Counts { get; } = new();

    /// <summary>Gets how many local traces hold spans back.</summary>
    public int WaitingTraces => _waiting.Count;

    /// <summary>Gets the estimated size of the spans that are held back.</summary>
    public long WaitingBytes => _waiting.Bytes;

    public override void OnStart(Activity data)
    {
        if (LocalTrace.IsRoot(data) && data.IsAllDataRequested)
        {
            Open(data);
        }
    }

    public override void OnEnd(Activity data)
    {
        if (TraceOf(LocalTrace.RootOf(data)) is { } trace)
        {
            OnEnd(data, trace);
        }
        else
        {
            // The head alone decides.
            base.OnEnd(data);
        }
    }

    /// <summary>Says whether a span is the local root of a trace that is decided at its end.</summary>
    public bool IsUndecided(Activity root) => TraceOf(root) is not null;

    /// <summary>Decides early about a request whose response is about to start, so that its caller can be told.</summary>
    /// <param name="request">The server span of the request, still open.</param>
    /// <param name="isFailure">Whether the response says that the server failed.</param>
    /// <returns>The threshold the request is kept at; <see langword="null"/> when that is not certain, or was known to the caller.</returns>
    public SamplingThreshold? Announce(Activity request, bool isFailure)
    {
        if (TraceOf(request) is not { } trace || !ReferenceEquals(trace.Root, request))
        {
            return null;
        }

        using (trace.Enter())
        {
            var found = trace.Classes | _classes.OfResponse(isFailure, _time.GetUtcNow().UtcDateTime - request.StartTimeUtc);
            var verdict = _decisions.Find(trace, found, request);
            if (verdict.Outcome != TailOutcome.KeptByTail)
            {
                return null;
            }

            // Also if the response takes so long that the spans so far are decided before its end.
            var findings = trace.Find();
            findings.Known = KeepRate.Max(findings.Known, verdict.Rate);
            return verdict.Rate.Threshold;
        }
    }

    /// <summary>Takes in that the service that answers a call has kept its part of the trace.</summary>
    /// <param name="call">The client span of the call, still open.</param>
    /// <param name="threshold">The threshold it was kept at.</param>
    public void Hear(Activity call, SamplingThreshold threshold)
    {
        if (TraceOf(LocalTrace.RootOf(call)) is { } trace)
        {
            using (trace.Enter())
            {
                _decisions.Hear(trace, threshold, call);
            }
        }
    }

    /// <summary>Decides what waits with what is known, and from now on every span as it ends.</summary>
    public void Close()
    {
        _isClosed = true;
        _mode.IsRecordingAll = false;
        _timer.Dispose();
        while (_waiting.TakeOldest(TimeSpan.Zero) is { } trace)
        {
            DecideEarly(trace, DecisionCause.Shutdown);
        }

        _classes.Dispose();
        _report.End();
    }

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        Close();
        return base.OnShutdown(timeoutMilliseconds);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }

    private static TimeSpan PeriodFor(TimeSpan maxAge) =>
        TimeSpan.FromTicks(Math.Clamp(maxAge.Ticks / 4, 25 * TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond));

    private void Open(Activity root)
    {
        var head = HeadDecision.Of(root);
        if (!_sources.Contains(root.Source))
        {
            StopRecording(root);
        }
        else if (!head.IsKept || (_mode.IsRecordingAll && !head.IsCertain))
        {
            var trace = new LocalTrace(this, root, head, _waiting.Now);
            root.SetCustomProperty(_key, trace);
            _latest = trace;
        }
    }

    // A thread mostly goes on with the trace it was busy with.
    private LocalTrace? TraceOf(Activity root)
    {
        if (_latest is { } latest && ReferenceEquals(latest.Root, root) && ReferenceEquals(latest.Owner, this))
        {
            return latest;
        }

        var trace = (LocalTrace?)root.GetCustomProperty(_key);
        if (trace is not null)
        {
            _latest = trace;
        }

        return trace;
    }

    // As if the sampler had left it out, which does not know the source; the children see that and are not even started.
    private static void StopRecording(Activity root)
    {
        if (!root.Recorded)
        {
            root.IsAllDataRequested = false;
            root.ActivityTraceFlags &= ~ContextFlags.Recording;
        }
    }

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
