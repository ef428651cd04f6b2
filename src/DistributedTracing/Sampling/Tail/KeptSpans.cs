using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Sampling.Tail;

/// <summary>Makes spans that the head had left out, or kept at another rate, say that the tail kept them.</summary>
internal static class KeptSpans
{
    private const string Reason = "sampling.reason";

    /// <summary>Marks spans of one trace; the last of them says why.</summary>
    /// <param name="spans">The spans, which have ended. When the local root is among them, it is the last.</param>
    /// <param name="rate">What they are kept by.</param>
    public static void Mark(ReadOnlySpan<Activity> spans, KeepRate rate)
    {
        string? before = null;
        var after = TraceStateOf(null, rate.Threshold);
        foreach (var span in spans)
        {
            // The spans of a trace usually share one text.
            var traceState = span.TraceStateString;
            if (!ReferenceEquals(traceState, before))
            {
                before = traceState;
                after = TraceStateOf(traceState, rate.Threshold);
            }

            Mark(span, after);
        }

        spans[^1].SetTag(Reason, rate.Reason);
    }

    /// <summary>Marks a span that is still open, for what starts below it and for the services it calls.</summary>
    public static void MarkOpen(Activity span, SamplingThreshold threshold) => Mark(span, TraceStateOf(span.TraceStateString, threshold));

    /// <summary>Takes back what <see cref="MarkOpen"/> did.</summary>
    /// <param name="span">The span.</param>
    /// <param name="head">What the head decided about its trace.</param>
    public static void Unmark(Activity span, HeadDecision head)
    {
        if (!head.IsKept)
        {
            span.ActivityTraceFlags = (span.ActivityTraceFlags & ~ActivityTraceFlags.Recorded) | ContextFlags.Recording;
        }

        span.TraceStateString = OtelTraceState.With(span.TraceStateString, head.IsKept ? head.Threshold : null);
    }

    // The text first: whoever reads both meanwhile sees a threshold of a trace that is not kept, which counts as none.
    private static void Mark(Activity span, string traceState)
    {
        span.TraceStateString = traceState;
        span.ActivityTraceFlags = (span.ActivityTraceFlags & ~ContextFlags.Recording) | ActivityTraceFlags.Recorded;
    }

    private static string TraceStateOf(string? before, SamplingThreshold threshold) =>
        string.IsNullOrEmpty(before) && threshold == SamplingThreshold.Always ? SamplingRate.Always.TraceState : OtelTraceState.With(before, threshold);
}
