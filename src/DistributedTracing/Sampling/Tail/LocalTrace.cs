using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Sampling.Tail;

/// <summary>
/// The spans of one trace in this process whose chain of parents ends in one local root, as far as they have ended and are not decided.
/// </summary>
/// <remarks>
/// It hangs on the root, which lives as long as any span below it; so what was decided is known to every span that ends late, without
/// a table that could forget it. Members are used between <see cref="Enter"/> and its end, unless they say otherwise.
/// </remarks>
internal sealed class LocalTrace(object owner, Activity root, HeadDecision head, long started)
{
    private const int UsualSpans = 8;

    // What is held back is charged in such steps, so that not every span has to touch what all threads share.
    private const int Block = 4_096;

    private const ActivityTraceFlags KeptOrRecorded = ActivityTraceFlags.Recorded | ContextFlags.Recording;

    [ThreadStatic]
    private static Activity[]? _spare;

    private BriefLock _lock;
    private WaitingPlace _place;
    private Activity[] _spans = [];
    private int _count;
    private int _bytes;
    private int _charged;
    private ulong _classes;

    /// <summary>Gets the tail that decides it. Immutable.</summary>
    public object Owner => owner;

    /// <summary>Gets the local root. Immutable.</summary>
    public Activity Root => root;

    /// <summary>Gets what the head decided. Immutable.</summary>
    public HeadDecision Head => head;

    /// <summary>Gets when the root started. Immutable.</summary>
    public long Started => started;

    /// <summary>Gets what every sampler decides by.</summary>
    public ulong Randomness => OtelTraceState.Of(root.TraceStateString).Randomness ?? TraceRandomness.Of(root.TraceId);

    /// <summary>Gets the classes of those that wait.</summary>
    public ulong Classes => _classes;

    /// <summary>Gets how many ended spans wait for a decision.</summary>
    public int Count => _count;

    /// <summary>Gets whether any of them is charged for.</summary>
    public bool IsCharged => _charged > 0;

    /// <summary>Gets or sets whether the local root has ended.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Gets what makes it worth keeping, if anything does so far.</summary>
    public Findings? Findings { get; private set; }

    /// <summary>Gets the place among the traces that hold spans back.</summary>
    public ref WaitingPlace Place => ref _place;

    /// <summary>Gets the topmost recorded span above a span, or itself.</summary>
    public static Activity RootOf(Activity span)
    {
        while (ParentOf(span) is { } parent)
        {
            span = parent;
        }

        return span;
    }

    /// <summary>Whether no recorded span of this process is above a span.</summary>
    public static bool IsRoot(Activity span) => ParentOf(span) is null;

    /// <summary>Waits until nobody else is busy with the trace; until what is returned is disposed, nobody will be.</summary>
    public BriefLock.Holder Enter() => BriefLock.Enter(ref _lock);

    /// <summary>Adds an ended span.</summary>
    /// <param name="span">The span.</param>
    /// <param name="bytes">What it holds; 0 for one that does not wait.</param>
    /// <param name="classes">The classes it puts the trace into.</param>
    /// <returns>How many more bytes the trace is to be charged for.</returns>
    public int Add(Activity span, int bytes, ulong classes)
    {
        if (_count == _spans.Length)
        {
            Grow();
        }

        _spans[_count++] = span;
        _classes |= classes;
        _bytes += bytes;
        return _bytes > _charged ? Charge() : 0;
    }

    /// <summary>Takes out what waits.</summary>
    public WaitingSpans Take()
    {
        var taken = new WaitingSpans(_spans, _count, _classes);
        _spans = [];
        _count = 0;
        _bytes = 0;
        _charged = 0;
        _classes = 0;
        return taken;
    }

    /// <summary>Gets a place for what makes it worth keeping.</summary>
    public Findings Find() => Findings ??= new Findings();

    /// <summary>Lets what starts from now on below a span, or below those above it, know that the trace is kept.</summary>
    public void Mark(Activity? span, SamplingThreshold threshold)
    {
        for (; span is not null; span = ParentOf(span))
        {
            if (!span.IsStopped)
            {
                KeptSpans.MarkOpen(span, threshold);
                Find().Marked.Add(span);
            }
        }
    }

    /// <summary>Takes back what <see cref="Mark"/> did to spans that are still open: they are decided with others, later.</summary>
    public void Unmark()
    {
        foreach (var span in Findings?.Marked ?? [])
        {
            if (!span.IsStopped)
            {
                KeptSpans.Unmark(span, head);
            }
        }

        Findings?.Marked.Clear();
    }

    /// <summary>Keeps the array of spans that are decided for the next trace on this thread.</summary>
    public static void Reuse(WaitingSpans decided)
    {
        if (decided.Array.Length == UsualSpans)
        {
            decided.Spans.Clear();
            _spare = decided.Array;
        }
    }

    private void Grow()
    {
        if (_count == 0)
        {
            _spans = _spare ?? new Activity[UsualSpans];
            _spare = null;
        }
        else
        {
            Array.Resize(ref _spans, _count * 2);
        }
    }

    private int Charge()
    {
        var more = (((_bytes - _charged - 1) / Block) + 1) * Block;
        _charged += more;
        return more;
    }

    // Only what is recorded has such flags: a parent without them is another listener's, or was left out for good.
    private static Activity? ParentOf(Activity span) =>
        span.Parent is { } parent && (parent.ActivityTraceFlags & KeptOrRecorded) != 0 ? parent : null;
}
