namespace DistributedTracing.Sampling.Rules;

/// <summary>A condition about the value of something that has a name: a header, an item of baggage, an attribute.</summary>
internal abstract class KeyedCondition(string key, StringComparison keyComparison, IEnumerable<string> patterns) : RuleCondition
{
    protected string Key => key;

    protected PatternSet Patterns { get; } = new(patterns, StringComparison.Ordinal);

    /// <summary>Gets what the condition is about, for its words.</summary>
    protected abstract string Subject { get; }

    public override bool Covers(RuleCondition other) =>
        other.GetType() == GetType() && other is KeyedCondition keyed && string.Equals(key, keyed.Key, keyComparison) && Patterns.Covers(keyed.Patterns);

    public override string ToString() => $"{Subject} {key}={Patterns}";
}
