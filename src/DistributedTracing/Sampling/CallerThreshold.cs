using System.Diagnostics;

namespace DistributedTracing.Sampling;

/// <summary>Whether the threshold a caller sent can be true.</summary>
internal static class CallerThreshold
{
    /// <summary>Says whether a trace that is kept, or is not, may go on with the threshold in its <c>tracestate</c>.</summary>
    /// <remarks>One that the trace does not reach, or of a trace that is not kept, would make its adjusted counts wrong.</remarks>
    public static bool IsConsistent(in ActivityContext parent, bool isKept)
    {
        var state = OtelTraceState.Of(parent.TraceState);
        return state.Threshold is not { } threshold || (isKept && threshold.Keeps(state.Randomness ?? TraceRandomness.Of(parent.TraceId)));
    }
}
