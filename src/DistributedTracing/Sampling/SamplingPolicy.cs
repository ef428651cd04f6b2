using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Sampling.Rules;
using Microsoft.Extensions.Logging.Abstractions;

namespace DistributedTracing.Sampling;

/// <summary>Everything that a decision depends on besides the span, of one version of the configuration. Immutable, thread safe.</summary>
internal sealed class SamplingPolicy
{
    private readonly CustomSampler[] _samplers;
    private readonly IRateSource _others;

    public SamplingPolicy(SamplingOptions options, SamplingSurroundings? surroundings = null, SamplingPolicy? previous = null)
    {
        surroundings ??= new SamplingSurroundings(new SamplingFaults(), [], new BudgetTicker(TimeProvider.System, NullLogger.Instance));
        Version = (previous?.Version ?? 0) + 1;
        Ratio = options.Ratio;
        FollowsCallers = options.FollowCallers;
        Algorithm = options.Algorithm;
        var outcomes = previous?.Rules.All.ToDictionary(rule => rule.Name, rule => rule.Outcome, StringComparer.Ordinal) ?? [];
        Rules = new RuleCompiler(surroundings.Resource, surroundings.Faults, new RateSources(surroundings.Ticker, outcomes)).Compile(options.Rules);
        _samplers = surroundings.Samplers;
        _others = new FixedRate(options.Ratio);
        OnlyRate = _samplers.Length == 0 && Rules.All.Count == 0 ? SamplingRate.Of(options.Ratio) : null;
        FollowsLocalParents = Rules.For(SamplingParent.Local).All.Count == 0;
        FollowsRemoteParents = FollowsCallers && Rules.For(SamplingParent.Remote).All.Count == 0;
        MayAskForSource = _samplers.Length > 0
            || options.Rules.Any(rule => rule.When is not null || rule.Source.Count > 0 || rule.Adaptive?.Key.Contains(KeyParts.Source, StringComparer.OrdinalIgnoreCase) == true);
    }

    /// <summary>Gets how many policies there have been, with this one.</summary>
    public int Version { get; }

    /// <summary>Gets the share that is kept of what no rule matches.</summary>
    public double Ratio { get; }

    public bool FollowsCallers { get; }

    public SamplingAlgorithm Algorithm { get; }

    public RuleSet Rules { get; }

    /// <summary>Gets the samplers of the application, in the order they are asked.</summary>
    public IReadOnlyList<CustomSampler> Samplers => _samplers;

    /// <summary>Gets the one rate for all spans that nobody has decided on, if there is but one.</summary>
    public SamplingRate? OnlyRate { get; }

    /// <summary>Gets whether anything may ask for the source of a span.</summary>
    public bool MayAskForSource { get; }

    public SamplingParent ParentOf(in ActivityContext parent) =>
        parent.TraceId == default ? SamplingParent.None
        : !parent.IsRemote ? SamplingParent.Local
        : FollowsCallers && (parent.TraceFlags & ContextFlags.Undecided) == 0 ? SamplingParent.Remote
        : SamplingParent.Untrusted;

    /// <summary>Gets whether a span always goes with its parent in this process.</summary>
    public bool FollowsLocalParents { get; }

    /// <summary>Gets whether a span always goes with its parent in another process, if that one has decided and is trusted.</summary>
    public bool FollowsRemoteParents { get; }

    /// <summary>Finds what gives the rate for a span: a sampler of the application, the first rule that matches, or the ratio for all others.</summary>
    /// <returns>Null where the parent's decision is followed.</returns>
    public IRateSource? RatesFor(in SamplingCandidate candidate, RuleList rules) =>
        (_samplers.Length > 0 ? AskSamplers(candidate, out _) : null)
        ?? rules.Find(candidate)?.Outcome.Rates
        ?? RatesForOthers(candidate);

    /// <summary>Gets what gives the rate for a span that no sampler and no rule is about; null where the parent's decision is followed.</summary>
    public IRateSource? RatesForOthers(in SamplingCandidate candidate) => IsUndecided(candidate) ? _others : null;

    /// <summary>Asks the samplers of the application; the first that has an opinion has its way.</summary>
    public IRateSource? AskSamplers(in SamplingCandidate candidate, out CustomSampler? sampler)
    {
        foreach (var asked in IsUndecided(candidate) ? _samplers : [])
        {
            if (asked.RatesFor(candidate) is { } rates)
            {
                sampler = asked;
                return rates;
            }
        }

        sampler = null;
        return null;
    }

    /// <summary>Decides on a trace, by the randomness its <c>tracestate</c> gives or that of its id.</summary>
    public bool Keeps(SamplingRate rate, ActivityTraceId traceId, ulong? randomness) => Algorithm == SamplingAlgorithm.Consistent
        ? rate.Threshold.Keeps(randomness ?? TraceRandomness.Of(traceId))
        : TraceIdRatio.Keeps(traceId, rate.TraceIdBound);

    private static bool IsUndecided(in SamplingCandidate candidate) => candidate.Parent is SamplingParent.None or SamplingParent.Untrusted;
}
