using System.Diagnostics;

namespace DistributedTracing.Spans;

/// <summary>The span that was current at one moment, to be made current again.</summary>
/// <remarks>
/// By the execution context, because <see cref="Activity.Current"/> refuses an activity that has ended, which is what work that
/// outlives a request has as its current one.
/// </remarks>
internal readonly struct CurrentSpan
{
    private readonly ExecutionContext? _context;
    private readonly Activity? _activity;

    private CurrentSpan(ExecutionContext? context, Activity? activity)
    {
        _context = context;
        _activity = activity;
    }

    public static CurrentSpan Capture() => new(ExecutionContext.Capture(), Activity.Current);

    public void Restore()
    {
        if (_context is not null)
        {
            ExecutionContext.Restore(_context);
        }
        else
        {
            // The caller has suppressed the flow of the context.
            Activity.Current = _activity;
        }
    }
}
