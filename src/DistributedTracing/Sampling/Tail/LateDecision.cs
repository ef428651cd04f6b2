using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Sampling.Tail;

/// <summary>
/// What a service says in its response when it keeps a trace after the caller has sent the request:
/// <c>Server-Timing: trace;desc=00-{trace-id}-{span-id}-01;th=0</c>.
/// </summary>
/// <remarks>
/// The metric is that of W3C Trace Context's editor's draft, section "Server Timing Metric"
/// (<see href="https://w3c.github.io/trace-context/"/>); <c>th</c>, which others ignore, is the threshold the trace was kept at, so that
/// the caller's spans can say it too.
/// </remarks>
internal static class LateDecision
{
    public const string Header = "Server-Timing";

    private const string Metric = "trace";
    private const string Description = "desc=";
    private const string Threshold = "th=";

    /// <summary>Writes what a kept span says of itself.</summary>
    public static string Format(Activity span, SamplingThreshold threshold)
    {
        var context = new ActivityContext(span.TraceId, span.SpanId, ActivityTraceFlags.Recorded | (span.ActivityTraceFlags & ContextFlags.RandomTraceId));
        return $"{Metric};{Description}{TraceParent.Format(context)};{Threshold}{threshold}";
    }

    /// <summary>Reads a header's value, a list of metrics.</summary>
    /// <param name="value">The value.</param>
    /// <param name="traceId">The trace the request was of: what is said of another one is nobody's business here.</param>
    /// <param name="threshold">The threshold the trace was kept at.</param>
    /// <returns>Whether the trace was kept, and it is known at which threshold.</returns>
    public static bool TryRead(ReadOnlySpan<char> value, ActivityTraceId traceId, out SamplingThreshold threshold)
    {
        foreach (var range in value.Split(','))
        {
            if (TryReadMetric(value[range].Trim(" \t"), traceId, out threshold))
            {
                return true;
            }
        }

        threshold = default;
        return false;
    }

    private static bool TryReadMetric(ReadOnlySpan<char> metric, ActivityTraceId traceId, out SamplingThreshold threshold)
    {
        threshold = default;
        var isKept = false;
        var isKnown = false;
        var isFirst = true;
        foreach (var range in metric.Split(';'))
        {
            var part = metric[range].Trim(" \t");
            if (isFirst && part is not Metric)
            {
                return false;
            }

            isFirst = false;
            if (part.StartsWith(Description, StringComparison.OrdinalIgnoreCase))
            {
                isKept = IsKept(part[Description.Length..].Trim('"'), traceId);
            }
            else if (part.StartsWith(Threshold, StringComparison.OrdinalIgnoreCase))
            {
                isKnown = SamplingThreshold.TryParse(part[Threshold.Length..].Trim('"'), out threshold);
            }
        }

        return isKept && isKnown;
    }

    private static bool IsKept(ReadOnlySpan<char> traceParent, ActivityTraceId traceId) =>
        ActivityContext.TryParse(traceParent.ToString(), null, out var context)
        && context.TraceId == traceId
        && (context.TraceFlags & ActivityTraceFlags.Recorded) != 0;
}
