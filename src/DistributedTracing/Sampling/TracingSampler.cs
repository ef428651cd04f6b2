using System.Diagnostics;
using DistributedTracing.Propagation;
using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>Follows the parent's decision; decides new traces by ratio, on the low 56 bits of the trace id. Thread safe.</summary>
internal sealed class TracingSampler : Sampler
{
    private readonly ulong _threshold;
    private readonly bool _followsCallers;
    private readonly IHeadDecision[] _decisions;

    public TracingSampler(SamplingOptions options, IEnumerable<IHeadDecision> decisions)
    {
        _threshold = SamplingThreshold.FromRatio(options.Ratio);
        _followsCallers = options.FollowCallers;
        _decisions = [.. decisions.OrderBy(decision => decision.Precedence)];
        Description = FormattableString.Invariant($"TracingSampler{{{options.Ratio}}}");
    }

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        foreach (var decision in _decisions)
        {
            var verdict = decision.Decide(samplingParameters);
            if (verdict != HeadVerdict.None)
            {
                return Result(verdict);
            }
        }

        var parent = samplingParameters.ParentContext;
        var isDecidedHere = parent.TraceId == default || (parent.IsRemote && !Follows(parent));
        var isKept = isDecidedHere
            ? SamplingThreshold.RandomnessOf(samplingParameters.TraceId) >= _threshold
            : (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0;
        return Result(isKept, isDecidedHere ? TraceStateWithoutDecision(parent) : null);
    }

    private static SamplingResult Result(HeadVerdict verdict) =>
        Result(verdict != HeadVerdict.Drop, verdict == HeadVerdict.Debug ? DebugDecision.Member : null);

    // No tracestate leaves the parent's as it is.
    private static SamplingResult Result(bool isKept, string? traceState) =>
        new(isKept ? SamplingDecision.RecordAndSample : SamplingDecision.Drop, traceState!);

    // Whose decision is not followed must not have its way with our callees either.
    private static string? TraceStateWithoutDecision(in ActivityContext parent) =>
        DebugDecision.IsIn(parent.TraceState) ? DebugDecision.Remove(parent.TraceState) ?? string.Empty : null;

    private bool Follows(in ActivityContext caller) => _followsCallers && (caller.TraceFlags & ContextFlags.Undecided) == 0;
}
