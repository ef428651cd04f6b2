using System.Diagnostics;
using DistributedTracing.Sampling;

namespace DistributedTracing.Propagation;

/// <summary>What a <see cref="SamplingState"/> becomes in this process, and how it leaves it again.</summary>
internal static class SamplingStates
{
    public static SamplingState Of(in ActivityContext context)
    {
        if ((context.TraceFlags & ActivityTraceFlags.Recorded) == 0)
        {
            return SamplingState.Deny;
        }

        return DebugDecision.IsIn(context.TraceState) ? SamplingState.Debug : SamplingState.Accept;
    }

    public static ActivityTraceFlags ToFlags(this SamplingState state) => state switch
    {
        SamplingState.Defer => ContextFlags.Undecided,
        SamplingState.Deny => ActivityTraceFlags.None,
        _ => ActivityTraceFlags.Recorded,
    };

    public static string? ToTraceState(this SamplingState state) => state == SamplingState.Debug ? DebugDecision.Member : null;

    public static HeadVerdict ToVerdict(this SamplingState state) => state switch
    {
        SamplingState.Deny => HeadVerdict.Drop,
        SamplingState.Accept => HeadVerdict.Keep,
        SamplingState.Debug => HeadVerdict.Debug,
        _ => HeadVerdict.None,
    };
}
