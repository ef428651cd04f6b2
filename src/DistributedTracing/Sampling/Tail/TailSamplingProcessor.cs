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
internal sealed partial class TailSamplingProcessor : CompositeProcessor<Activity>
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
}
