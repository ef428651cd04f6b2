using System.Diagnostics;
using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>An OpenTelemetry sampler in place of ratio and rules. Where it throws, those decide. Thread safe.</summary>
internal sealed class PluggedSampler(Sampler sampler, SamplingFaults faults)
{
    public string Name { get; } = sampler.GetType().Name;

    public string Description => sampler.Description;

    public bool TrySample(in SamplingParameters parameters, SamplingParent parent, out SamplingResult result)
    {
        try
        {
            result = sampler.ShouldSample(parent == SamplingParent.Untrusted ? WithoutDecision(parameters) : parameters);
        }
        catch (Exception exception)
        {
            faults.Report($"The sampler {Name}", "the rules and the ratio decide on such spans", exception);
            result = default;
            return false;
        }

        if (result.TraceStateString is null && parent is SamplingParent.Remote or SamplingParent.Untrusted)
        {
            result = WithConsistentThreshold(result, parameters.ParentContext, parent);
        }

        return true;
    }

    // As of a new trace: a sampler that knows no untrusted callers would take the missing decision for one against the trace.
    private static SamplingParameters WithoutDecision(in SamplingParameters parameters) => new(
        new ActivityContext(default, default, ActivityTraceFlags.None, parameters.ParentContext.TraceState),
        parameters.TraceId,
        parameters.Name,
        parameters.Kind,
        parameters.Tags,
        parameters.Links);

    // A caller's threshold is only true as long as the caller's decision is.
    private static SamplingResult WithConsistentThreshold(in SamplingResult result, in ActivityContext caller, SamplingParent parent)
    {
        var isKept = result.Decision == SamplingDecision.RecordAndSample;
        return parent == SamplingParent.Remote
            && isKept == ((caller.TraceFlags & ActivityTraceFlags.Recorded) != 0)
            && CallerThreshold.IsConsistent(caller, isKept)
            || OtelTraceState.Of(caller.TraceState).Threshold is null
                ? result
                : new SamplingResult(result.Decision, result.Attributes, OtelTraceState.With(caller.TraceState, null));
    }
}
