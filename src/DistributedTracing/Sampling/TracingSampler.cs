using System.Diagnostics;
using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>Follows the parent's decision; decides new traces by ratio, on the low 56 bits of the trace id. Thread safe.</summary>
internal sealed class TracingSampler : Sampler
{
    private readonly ulong _threshold;
    private readonly bool _followsCallers;
    private readonly ISamplingFilter[] _filters;

    public TracingSampler(SamplingOptions options, IEnumerable<ISamplingFilter> filters)
    {
        _threshold = SamplingThreshold.FromRatio(options.Ratio);
        _followsCallers = options.FollowCallers;
        _filters = [.. filters];
        Description = FormattableString.Invariant($"TracingSampler{{{options.Ratio}}}");
    }

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        foreach (var filter in _filters)
        {
            if (filter.Drops(samplingParameters))
            {
                return new SamplingResult(SamplingDecision.Drop);
            }
        }

        var parent = samplingParameters.ParentContext;
        var isDecidedHere = parent.TraceId == default || (parent.IsRemote && !_followsCallers);
        var isKept = isDecidedHere
            ? SamplingThreshold.RandomnessOf(samplingParameters.TraceId) >= _threshold
            : (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0;
        return new SamplingResult(isKept ? SamplingDecision.RecordAndSample : SamplingDecision.Drop);
    }
}
