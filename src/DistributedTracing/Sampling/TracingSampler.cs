using System.Diagnostics;
using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>
/// Follows the parent's decision; decides new traces, and those nobody trusted has decided, by a threshold that the trace's
/// randomness must reach, and says in <c>tracestate</c> which one it was. Thread safe.
/// </summary>
internal sealed class TracingSampler : Sampler
{
    private readonly CurrentPolicy _policy;
    private readonly IHeadDecision[] _decisions;
    private readonly IIncomingRequest? _request;
    private readonly PluggedSampler? _plugged;

    public TracingSampler(SamplingOptions options, IEnumerable<IHeadDecision> decisions, IIncomingRequest? request = null)
        : this(new CurrentPolicy(new SamplingPolicy(options)), decisions, request)
    {
    }

    public TracingSampler(CurrentPolicy policy, IEnumerable<IHeadDecision> decisions, IIncomingRequest? request = null, PluggedSampler? plugged = null)
    {
        _policy = policy;
        _request = request;
        _plugged = plugged;
        _decisions = [.. decisions];
        Description = FormattableString.Invariant($"TracingSampler{{{policy.Value.Ratio}}}");
    }

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        var policy = _policy.Value;
        foreach (var decision in _decisions)
        {
            var verdict = decision.Decide(samplingParameters);
            if (verdict != HeadVerdict.None)
            {
                return Decide(policy, samplingParameters, verdict == HeadVerdict.Keep ? SamplingRate.Always : SamplingRate.Never);
            }
        }

        var parent = policy.ParentOf(samplingParameters.ParentContext);
        if (_plugged is not null && _plugged.TrySample(samplingParameters, parent, out var result))
        {
            return result;
        }

        return policy.Follows(parent) ? Follow(samplingParameters.ParentContext) : DecideOrFollow(policy, samplingParameters, parent);
    }

    private SamplingResult DecideOrFollow(SamplingPolicy policy, in SamplingParameters parameters, SamplingParent parent)
    {
        var candidate = new SamplingCandidate(in parameters, _request, parent, policy.Rules.PartsFor(parent));
        var rates = policy.Choose(candidate).Rates;
        return rates is null ? Follow(parameters.ParentContext) : Decide(policy, parameters, rates.RateFor(candidate));
    }

    private static SamplingResult Follow(in ActivityContext parent)
    {
        var isKept = (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0;
        var decision = isKept ? SamplingDecision.RecordAndSample : SamplingDecision.Drop;

        // What a local parent says has been put right when it was sampled itself.
        return parent.IsRemote && !CallerThreshold.IsConsistent(parent, isKept)
            ? new SamplingResult(decision, OtelTraceState.With(parent.TraceState, null))
            : new SamplingResult(decision);
    }

    private static SamplingResult Decide(SamplingPolicy policy, in SamplingParameters parameters, SamplingRate rate)
    {
        var traceState = parameters.ParentContext.TraceState;
        var state = OtelTraceState.Of(traceState);
        var decision = policy.Keeps(rate, parameters.TraceId, state) ? SamplingDecision.RecordAndSample : SamplingDecision.Drop;
        if (decision == SamplingDecision.Drop || policy.Algorithm != SamplingAlgorithm.Consistent)
        {
            return state.Threshold is null ? new SamplingResult(decision) : new SamplingResult(decision, OtelTraceState.With(traceState, null));
        }

        if (state.Threshold == rate.Threshold)
        {
            return new SamplingResult(decision);
        }

        return new SamplingResult(decision, string.IsNullOrEmpty(traceState) ? rate.TraceState : OtelTraceState.With(traceState, rate.Threshold));
    }
}
