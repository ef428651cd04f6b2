using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling.Budgets;
using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>
/// Follows the parent's decision; decides new traces, and those nobody trusted has decided, by a threshold that the trace's
/// randomness must reach, and says in <c>tracestate</c> which one it was. Thread safe.
/// </summary>
internal sealed class TracingSampler : Sampler
{
    private readonly SamplingPolicy _policy;
    private readonly bool _followsCallers;
    private readonly IHeadDecision[] _decisions;
    private readonly IIncomingRequest? _request;

    public TracingSampler(SamplingOptions options, IEnumerable<IHeadDecision> decisions, IIncomingRequest? request = null)
    {
        _policy = new SamplingPolicy(options);
        _request = request;
        _followsCallers = options.FollowCallers;
        _decisions = [.. decisions];
        Description = FormattableString.Invariant($"TracingSampler{{{options.Ratio}}}");
    }

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        SamplingOutcomes.Forget();
        foreach (var decision in _decisions)
        {
            var verdict = decision.Decide(samplingParameters);
            if (verdict != HeadVerdict.None)
            {
                return Decide(samplingParameters, verdict == HeadVerdict.Keep ? SamplingRate.Always : SamplingRate.Never);
            }
        }

        var parent = samplingParameters.ParentContext;
        return parent.TraceId == default || (parent.IsRemote && !Follows(parent))
            ? Decide(samplingParameters, _policy.RateFor(new SamplingCandidate(in samplingParameters, _request)))
            : Follow(parent);
    }

    private bool Follows(in ActivityContext caller) => _followsCallers && (caller.TraceFlags & ContextFlags.Undecided) == 0;

    private static SamplingResult Follow(in ActivityContext parent)
    {
        var isKept = (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0;
        var decision = isKept ? SamplingDecision.RecordAndSample : SamplingDecision.Drop;

        // What a local parent says has been put right when it was sampled itself.
        return parent.IsRemote && !IsConsistent(parent, isKept)
            ? new SamplingResult(decision, OtelTraceState.With(parent.TraceState, null))
            : new SamplingResult(decision);
    }

    // A threshold that the trace does not reach, or of a trace that is not kept, would make its adjusted counts wrong.
    private static bool IsConsistent(in ActivityContext parent, bool isKept)
    {
        var state = OtelTraceState.Of(parent.TraceState);
        return state.Threshold is not { } threshold || (isKept && threshold.Keeps(state.Randomness ?? TraceRandomness.Of(parent.TraceId)));
    }

    private static SamplingResult Decide(in SamplingParameters parameters, SamplingRate rate)
    {
        var traceState = parameters.ParentContext.TraceState;
        var state = OtelTraceState.Of(traceState);
        if (!rate.Threshold.Keeps(state.Randomness ?? TraceRandomness.Of(parameters.TraceId)))
        {
            return state.Threshold is null
                ? new SamplingResult(SamplingDecision.Drop)
                : new SamplingResult(SamplingDecision.Drop, OtelTraceState.With(traceState, null));
        }

        if (state.Threshold == rate.Threshold)
        {
            return new SamplingResult(SamplingDecision.RecordAndSample);
        }

        return new SamplingResult(
            SamplingDecision.RecordAndSample,
            string.IsNullOrEmpty(traceState) ? rate.TraceState : OtelTraceState.With(traceState, rate.Threshold));
    }
}
