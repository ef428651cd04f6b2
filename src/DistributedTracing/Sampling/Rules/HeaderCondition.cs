namespace DistributedTracing.Sampling.Rules;

/// <summary>A condition about a header of the request.</summary>
internal sealed class HeaderCondition(string name, IEnumerable<string> patterns) : KeyedCondition(name, StringComparison.OrdinalIgnoreCase, patterns)
{
    public override bool NeedsRequest => true;

    protected override string Subject => "header";

    public override bool Holds(in SamplingCandidate candidate) => candidate.Header(Key) is { } value && Patterns.Matches(value);
}
