using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling.Rules;

namespace DistributedTracing.Sampling;

/// <summary>Everything that a decision depends on besides the span, of one version of the configuration. Immutable, thread safe.</summary>
internal sealed class SamplingPolicy
{
    private readonly CustomSampler[] _samplers;
    private readonly IRateSource _others;

    public SamplingPolicy(SamplingOptions options, SamplingSurroundings? surroundings = null, SamplingPolicy? previous = null)
    {
        surroundings ??= new SamplingSurroundings(new SamplingFaults(), []);
        Version = (previous?.Version ?? 0) + 1;
        Ratio = options.Ratio;
        FollowsCallers = options.FollowCallers;
        Algorithm = options.Algorithm;
        var outcomes = previous?.Rules.All.ToDictionary(rule => rule.Name, rule => rule.Outcome, StringComparer.Ordinal) ?? [];
        Rules = new RuleCompiler(surroundings.Resource, surroundings.Faults, new RateSources(outcomes)).Compile(options.Rules);
        _samplers = surroundings.Samplers;
        _others = new FixedRate(options.Ratio);
        MayAskForSource = _samplers.Length > 0 || Rules.All.SelectMany(rule => rule.Conditions).Any(
            condition => condition is CodeCondition or TextCondition { Subject: TextSubject.Source });
    }

    /// <summary>Gets how many policies there have been, with this one.</summary>
    public int Version { get; }

    /// <summary>Gets the share that is kept of what no rule matches.</summary>
    public double Ratio { get; }

    public bool FollowsCallers { get; }

    public SamplingAlgorithm Algorithm { get; }

    public RuleSet Rules { get; }

    /// <summary>Gets whether anything may ask for the source of a span.</summary>
    public bool MayAskForSource { get; }

    public SamplingParent ParentOf(in ActivityContext parent) =>
        parent.TraceId == default ? SamplingParent.None
        : !parent.IsRemote ? SamplingParent.Local
        : FollowsCallers && (parent.TraceFlags & ContextFlags.Undecided) == 0 ? SamplingParent.Remote
        : SamplingParent.Untrusted;

    /// <summary>Says whether a parent's decision is followed without looking at the span.</summary>
    public bool Follows(SamplingParent parent) => parent is SamplingParent.Local or SamplingParent.Remote && !Rules.IsAbout(parent);

    /// <summary>Finds who gives the rate for a span: a sampler of the application, the first rule that matches, or the ratio for all others.</summary>
    public SamplingChoice Choose(in SamplingCandidate candidate)
    {
        var isUndecided = candidate.Parent is SamplingParent.None or SamplingParent.Untrusted;
        if (isUndecided)
        {
            foreach (var sampler in _samplers)
            {
                if (sampler.RatesFor(candidate) is { } rates)
                {
                    return new SamplingChoice(rates, Sampler: sampler);
                }
            }
        }

        return Rules.Find(candidate) is { } rule ? new SamplingChoice(rule.Outcome.Rates, rule)
            : isUndecided ? new SamplingChoice(_others)
            : default;
    }

    /// <summary>Decides on a trace by its randomness.</summary>
    public bool Keeps(SamplingRate rate, ActivityTraceId traceId, in OtelTraceState state) => Algorithm == SamplingAlgorithm.Consistent
        ? rate.Threshold.Keeps(state.Randomness ?? TraceRandomness.Of(traceId))
        : TraceIdRatio.Keeps(traceId, rate.TraceIdBound);
}
