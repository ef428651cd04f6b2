namespace DistributedTracing.Sampling.Explain;

/// <summary>Puts an explanation into sentences.</summary>
internal static class ExplanationWords
{
    public static string Of(SamplingExplanation explanation) => string.Join(' ', Sentences(explanation));

    private static IEnumerable<string> Sentences(SamplingExplanation explanation)
    {
        yield return (explanation.IsKept, explanation.Ratio) switch
        {
            (true, _) => $"Kept: {explanation.Reason}.",
            (false, _) => $"Dropped: {explanation.Reason}.",
            (_, { } ratio) => $"Kept in {Percentage.Of(ratio)} of all traces: {explanation.Reason}.",
            _ => $"Not known: {explanation.Reason}.",
        };
        if (explanation is { Threshold: { Length: > 0 } threshold, Randomness: { } randomness, IsKept: { } isKept })
        {
            yield return $"The trace's randomness {randomness} is {(isKept ? "not " : string.Empty)}below the threshold {threshold}.";
        }

        if (explanation.PassedOver.Count > 0)
        {
            yield return $"Passed over: {string.Join("; ", explanation.PassedOver)}.";
        }
    }
}
