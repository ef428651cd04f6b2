using System.Globalization;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Rules;

namespace DistributedTracing.Hosting;

/// <summary>Says for the startup summary which traces are kept.</summary>
internal sealed class SamplingWords(CurrentPolicy current, PluggedSampler? plugged = null)
{
    // Whoever has more has them in a file to look at.
    private const int MaxRules = 20;

    public IEnumerable<string> Lines()
    {
        var policy = current.Value;
        if (plugged is not null)
        {
            yield return $"Sampling: by {plugged.Description}, which was given to UseSampler";
            yield break;
        }

        yield return "Sampling: " + Sampling(policy);
        foreach (var rule in policy.Rules.All.Take(MaxRules))
        {
            yield return "  " + Of(rule);
        }

        if (policy.Rules.All.Count > MaxRules)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"  and {policy.Rules.All.Count - MaxRules} more");
        }
    }

    private static string Sampling(SamplingPolicy policy)
    {
        var samplers = string.Concat(policy.Samplers.Select(sampler => sampler.Name + ", "));
        var rules = policy.Rules.All.Count == 0 ? string.Empty : "the first of these rules that matches, ";
        var others = samplers.Length + rules.Length == 0 ? string.Empty : "else ";
        var traces = policy.FollowsCallers ? "new traces; callers' decisions are followed" : "all traces, whatever callers decided";
        var algorithm = policy.Algorithm == SamplingAlgorithm.Consistent ? string.Empty : $"; algorithm {policy.Algorithm}";
        return $"{samplers}{rules}{others}{Percentage.Of(policy.Ratio)} of {traces}{algorithm}";
    }

    private static string Of(CompiledRule rule) =>
        rule.Name == rule.Words ? $"{rule.Words}: {rule.Outcome.Words}" : $"{rule.Name} ({rule.Words}): {rule.Outcome.Words}";
}
