namespace DistributedTracing.Sampling.Rules;

/// <summary>A condition about an item of the baggage.</summary>
internal sealed class BaggageCondition(string key, IEnumerable<string> patterns) : KeyedCondition(key, StringComparison.Ordinal, patterns)
{
    protected override string Subject => "baggage";

    public override bool Holds(in SamplingCandidate candidate) => candidate.BaggageItem(Key) is { } value && Patterns.Matches(value);
}
