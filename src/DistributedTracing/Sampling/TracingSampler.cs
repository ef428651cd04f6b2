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
                return new SamplingResult(verdict == HeadVerdict.Keep ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
            }
        }

        var parent = samplingParameters.ParentContext;
        var isDecidedHere = parent.TraceId == default || (parent.IsRemote && !Follows(parent));
        var isKept = isDecidedHere
            ? SamplingThreshold.RandomnessOf(samplingParameters.TraceId) >= _threshold
            : (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0;
        return new SamplingResult(isKept ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }

    private bool Follows(in ActivityContext caller) => _followsCallers && (caller.TraceFlags & ContextFlags.Undecided) == 0;
}
