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
        var after = rate.IsAlways ? SamplingRate.Always.TraceState : OtelTraceState.Only(rate.Threshold);
        foreach (var span in spans)
        {
            span.ActivityTraceFlags = (span.ActivityTraceFlags & ~ContextFlags.Recording) | ActivityTraceFlags.Recorded;

            // The spans of a trace usually share one text.
            var traceState = span.TraceStateString;
            if (!ReferenceEquals(traceState, before))
            {
                before = traceState;
                after = OtelTraceState.With(traceState, rate.Threshold);
            }

            span.TraceStateString = after;
        }

        spans[^1].SetTag(Reason, rate.Reason);
    }
}
