using static System.FormattableString;

namespace DistributedTracing.Sampling.Rules;

/// <summary>Says in words what becomes of the spans a rule matches. Different settings have different words.</summary>
internal static class OutcomeWords
{
    public static string Of(SamplingRule rule) =>
        rule.Adaptive is { } adaptive ? Of(adaptive)
        : rule.MaxPerSecond is { } traces ? Invariant($"at most {traces} a second")
        : Percentage.Of(rule.Ratio ?? 1);

    private static string Of(AdaptiveSampling adaptive)
    {
        var key = adaptive.Key.Count == 0 ? string.Empty : Invariant($" by {string.Join(" and ", adaptive.Key)} ({adaptive.MaxKeys} keys)");
        var boost = adaptive.ErrorBoost > 1 ? Invariant($", failing ones up to {adaptive.ErrorBoost} times as many") : string.Empty;
        return Invariant($"{adaptive.TracesPerSecond} a second{key}, averaged over {adaptive.Window.TotalSeconds} s{boost}");
    }
}
