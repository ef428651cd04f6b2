using System.Globalization;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Explain;
using DistributedTracing.Sampling.Rules;
using OpenTelemetry.Trace;

namespace DistributedTracing;

/// <summary>Answers why a request or another span would be kept or dropped, by the very code that decides about real ones.</summary>
/// <remarks>
/// A service of the application; ask for it in a constructor. Nothing is recorded, and the question does not count as traffic for
/// budgets. Conditions and samplers in the application's code are asked like for a real span. Thread safe.
/// </remarks>
public sealed class SamplingExplain
{
    private readonly CurrentPolicy _policy;
    private readonly IHeadDecision[] _decisions;
    private readonly IIncomingRequest? _request;
    private readonly IQuestionStage? _stage;
    private readonly PluggedSampler? _plugged;

    internal SamplingExplain(
        CurrentPolicy policy, IEnumerable<IHeadDecision> decisions, IIncomingRequest? request, IQuestionStage? stage, PluggedSampler? plugged)
    {
        _policy = policy;
        _decisions = [.. decisions.OrderBy(decision => decision.Precedence)];
        _request = request;
        _stage = stage;
        _plugged = plugged;
    }

    /// <summary>Explains what would become of a span.</summary>
    /// <param name="question">The span.</param>
    /// <returns>The explanation.</returns>
    public SamplingExplanation Explain(SamplingQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var policy = _policy.Value;
        using var situation = Situation.Of(question, _stage, policy);
        var parameters = situation.Parameters;
        foreach (var decision in _decisions)
        {
            if (decision.Decide(parameters) is var verdict and not HeadVerdict.None)
            {
                return new SamplingExplanation(verdict != HeadVerdict.Drop, $"{decision.Words} decides before any rule", policy.Version);
            }
        }

        return _plugged is not null
            ? new SamplingExplanation(null, $"the sampler {_plugged.Name} decides, which was given to UseSampler", policy.Version)
            : Explain(policy, question, parameters);
    }

    private SamplingExplanation Explain(SamplingPolicy policy, SamplingQuestion question, in SamplingParameters parameters)
    {
        var parent = policy.ParentOf(parameters.ParentContext);
        var candidate = new SamplingCandidate(in parameters, _request, parent);
        var rates = policy.AskSamplers(candidate, out var sampler);
        var rule = sampler is null ? policy.Rules.For(parent).Find(candidate) : null;
        rates ??= rule?.Outcome.Rates ?? policy.RatesForOthers(candidate);
        if (rates is null)
        {
            var who = parent == SamplingParent.Local ? "the span around it" : "its caller";
            return new SamplingExplanation(question.IsParentKept, $"{who} was {(question.IsParentKept ? "kept" : "dropped")}, which is followed", policy.Version)
            {
                PassedOver = PassedOver(policy.Rules.For(parent).All, null, candidate),
            };
        }

        var rate = rates.Peek(candidate);
        var state = OtelTraceState.Of(question.TraceState);
        var isConsistent = policy.Algorithm == SamplingAlgorithm.Consistent;
        var isSame = rate.Threshold == SamplingThreshold.Always || rate.Threshold == SamplingThreshold.Never;
        bool? isKept = question.TraceId is null && state.Randomness is null && !isSame ? null : policy.Keeps(rate, parameters.TraceId, state.Randomness);
        return new SamplingExplanation(isKept, ReasonOf(rule, sampler, policy), policy.Version)
        {
            Rule = rule?.Name,
            Ratio = rate.Threshold.Ratio,
            Threshold = isConsistent ? rate.Threshold.ToString() : null,
            Randomness = isConsistent && (question.TraceId is not null || state.Randomness is not null)
                ? (state.Randomness ?? TraceRandomness.Of(parameters.TraceId)).ToString("x14", CultureInfo.InvariantCulture)
                : null,
            PassedOver = sampler is null ? PassedOver(policy.Rules.For(parent).All, rule, candidate) : [],
        };
    }

    private static string ReasonOf(CompiledRule? rule, CustomSampler? sampler, SamplingPolicy policy) =>
        rule is not null ? $"the rule \"{rule.Name}\" ({rule.Words}) keeps {rule.Outcome.Words}"
        : sampler is not null ? $"the sampler {sampler.Name} decides"
        : $"{(policy.Rules.All.Count == 0 ? string.Empty : "no rule matches, and ")}Tracing:Sampling:Ratio keeps {Percentage.Of(policy.Ratio)}";

    private static List<string> PassedOver(IReadOnlyList<CompiledRule> rules, CompiledRule? matching, in SamplingCandidate candidate)
    {
        var passedOver = new List<string>();
        foreach (var rule in rules)
        {
            if (rule == matching)
            {
                break;
            }

            passedOver.Add($"\"{rule.Name}\" ({rule.WhyNot(candidate)})");
        }

        return passedOver;
    }
}
