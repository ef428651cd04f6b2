using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Sampling.Tail;
using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>
/// Follows the parent's decision; decides new traces, and those nobody trusted has decided, by a threshold that the trace's
/// randomness must reach, and says in <c>tracestate</c> which one it was. Thread safe.
/// </summary>
internal sealed class TracingSampler : Sampler
{
    // Making one costs more than comparing a threshold.
    private static readonly SamplingResult Kept = new(SamplingDecision.RecordAndSample);
    private static readonly SamplingResult Dropped = new(SamplingDecision.Drop);
    private static readonly SamplingResult Recorded = new(SamplingDecision.RecordOnly);

    private readonly CurrentPolicy _policy;
    private readonly IHeadDecision[] _decisions;
    private readonly IIncomingRequest? _request;
    private readonly PluggedSampler? _plugged;
    private readonly RecordingMode? _recording;

    public TracingSampler(
        SamplingOptions options, IEnumerable<IHeadDecision> decisions, IIncomingRequest? request = null, RecordingMode? recording = null)
        : this(new CurrentPolicy(new SamplingPolicy(options)), decisions, request, plugged: null, recording)
    {
    }

    public TracingSampler(
        CurrentPolicy policy,
        IEnumerable<IHeadDecision> decisions,
        IIncomingRequest? request = null,
        PluggedSampler? plugged = null,
        RecordingMode? recording = null)
    {
        _policy = policy;
        _recording = recording;
        _request = request;
        _plugged = plugged;
        _decisions = [.. decisions.OrderBy(decision => decision.Precedence)];
        Description = FormattableString.Invariant($"TracingSampler{{{policy.Value.Ratio}}}");
    }

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
    {
        SamplingOutcomes.Forget();
        var policy = _policy.Value;
        var parent = samplingParameters.ParentContext;
        foreach (var decision in _decisions)
        {
            var verdict = decision.Decide(samplingParameters);
            if (verdict != HeadVerdict.None)
            {
                return Obey(policy, samplingParameters.TraceId, parent, verdict, decision.Precedence);
            }
        }

        if (_plugged is not null && _plugged.TrySample(samplingParameters, policy.ParentOf(parent), out var result))
        {
            return result.Decision == SamplingDecision.Drop ? new SamplingResult(LeftOut(parent).Decision, result.Attributes, result.TraceStateString) : result;
        }

        var isFollowed = parent.TraceId != default
            && (parent.IsRemote ? policy.FollowsRemoteParents && (parent.TraceFlags & ContextFlags.Undecided) == 0 : policy.FollowsLocalParents);
        return isFollowed ? Follow(parent) : DecideOrFollow(policy, samplingParameters, parent);
    }

    private SamplingResult Obey(SamplingPolicy policy, ActivityTraceId traceId, in ActivityContext parent, HeadVerdict verdict, HeadPrecedence precedence) =>
        verdict switch
        {
            HeadVerdict.Drop => Decide(policy, traceId, parent, SamplingRate.Never),
            HeadVerdict.Debug => new SamplingResult(SamplingDecision.RecordAndSample, DebugDecision.Member),

            // Who was asked for would have been kept whatever its randomness; a caller keeps at a share that it does not tell.
            _ => precedence == HeadPrecedence.Caller ? Kept : Decide(policy, traceId, parent, SamplingRate.Always),
        };

    private SamplingResult DecideOrFollow(SamplingPolicy policy, in SamplingParameters parameters, in ActivityContext parent)
    {
        if (policy.OnlyRate is { } rate)
        {
            return Decide(policy, parameters.TraceId, parent, rate);
        }

        var where = policy.ParentOf(parent);
        if (where is SamplingParent.Local or SamplingParent.Remote && DebugDecision.IsIn(parent.TraceState))
        {
            // Everything on the way of such a trace was asked for.
            return Follow(parent);
        }

        var rules = policy.Rules.For(where);
        var candidate = new SamplingCandidate(in parameters, _request, where, rules.LooksAtRequestLine);
        var rates = policy.RatesFor(candidate, rules);
        return rates is null ? Follow(parent) : Decide(policy, parameters.TraceId, parent, rates.RateFor(candidate));
    }

    private SamplingResult Follow(in ActivityContext parent)
    {
        var isKept = (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0;
        var result = isKept ? Kept : LeftOut(parent);

        // What a local parent says has been put right when it was sampled itself.
        return parent.IsRemote && !string.IsNullOrEmpty(parent.TraceState) && !CallerThreshold.IsConsistent(parent, isKept)
            ? new SamplingResult(result.Decision, OtelTraceState.With(parent.TraceState, null))
            : result;
    }

    private SamplingResult Decide(SamplingPolicy policy, ActivityTraceId traceId, in ActivityContext parent, SamplingRate rate)
    {
        if (!string.IsNullOrEmpty(parent.TraceState))
        {
            return DecideWithState(policy, traceId, parent, rate);
        }

        return !policy.Keeps(rate, traceId, default) ? LeftOut(parent, rate)
            : policy.Algorithm == SamplingAlgorithm.Consistent ? rate.Kept
            : Kept;
    }

    private SamplingResult DecideWithState(SamplingPolicy policy, ActivityTraceId traceId, in ActivityContext parent, SamplingRate rate)
    {
        var traceState = parent.TraceState!;

        // Whose decision is not followed must not have its way with our callees either.
        var others = DebugDecision.Remove(traceState) ?? string.Empty;
        var state = OtelTraceState.Of(others);
        var result = policy.Keeps(rate, traceId, state.Randomness) ? Kept : LeftOut(parent, rate);
        SamplingThreshold? threshold = result.Decision != SamplingDecision.RecordAndSample || policy.Algorithm != SamplingAlgorithm.Consistent ? null : rate.Threshold;
        return state.Threshold != threshold ? new SamplingResult(result.Decision, OtelTraceState.With(others, threshold))
            : others.Length != traceState.Length ? new SamplingResult(result.Decision, others)
            : result;
    }

    // A rule that takes a span out of its trace takes it out of what the tail keeps of that trace, too.
    private SamplingResult LeftOut(in ActivityContext parent, SamplingRate rate) =>
        ReferenceEquals(rate, SamplingRate.Never) || IsLocal(parent) ? Dropped : LeftOut(parent);

    // What is not kept, the tail may want to see; the whole of what begins here, or what it sees the beginning of.
    private SamplingResult LeftOut(in ActivityContext parent) =>
        (IsLocal(parent) ? (parent.TraceFlags & ContextFlags.Recording) != 0 : _recording is { IsRecordingAll: true }) ? Recorded : Dropped;

    private static bool IsLocal(in ActivityContext parent) => parent.TraceId != default && !parent.IsRemote;
}
