using System.Diagnostics;
using DistributedTracing.Sampling;

namespace DistributedTracing.Tests.Sampling.Tail;

/// <summary>How the spans of these tests end, and what they say of their sampling.</summary>
internal static class TailSpans
{
    public static Activity End(this Activity span, bool fails = false)
    {
        if (fails)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Stop();
        return span;
    }

    public static Activity EndAfter(this Activity span, TimeSpan duration)
    {
        span.SetEndTime(span.StartTimeUtc + duration);
        span.Stop();
        return span;
    }

    public static string? Threshold(this Activity span) => OtelTraceState.Of(span.TraceStateString).Threshold?.ToString();

    public static object? Reason(this Activity span) => span.GetTagItem("sampling.reason");

    /// <summary>Gets how many spans this one stands for; none when it does not say.</summary>
    public static double AdjustedCount(this Activity span) => OtelTraceState.Of(span.TraceStateString).Threshold?.AdjustedCount ?? 0;

    public static ActivityContext Caller(ActivityTraceFlags flags, string? traceState = null, ActivityTraceId traceId = default) =>
        new(traceId == default ? ActivityTraceId.CreateRandom() : traceId, ActivitySpanId.CreateRandom(), flags, traceState, isRemote: true);
}
