using System.Diagnostics;

namespace DistributedTracing.Sampling.Tail;

/// <summary>What the head decided about a local trace when its root started.</summary>
internal readonly record struct HeadDecision
{
    // No threshold is above the limit.
    private const ulong Unknown = ulong.MaxValue;

    private readonly ulong _value;

    private HeadDecision(ulong value) => _value = value;

    /// <summary>Gets whether it keeps the trace whatever the tail says.</summary>
    public bool IsKept => _value != SamplingThreshold.Limit;

    /// <summary>Gets whether every such trace is kept, so that there is nothing left to decide.</summary>
    public bool IsCertain => _value == 0;

    /// <summary>Gets the threshold of what it decided; unknown when a caller kept the trace and did not say.</summary>
    public SamplingThreshold? Threshold => _value == Unknown ? null : new SamplingThreshold(_value);

    public static HeadDecision Of(Activity root)
    {
        if (!root.Recorded)
        {
            return new HeadDecision(SamplingThreshold.Limit);
        }

        // With a ratio of 1 every trace has this text.
        var traceState = root.TraceStateString;
        return traceState == SamplingRate.Always.TraceState
            ? default
            : new HeadDecision(OtelTraceState.Of(traceState).Threshold?.Value ?? Unknown);
    }
}
