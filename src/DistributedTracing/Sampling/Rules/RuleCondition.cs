namespace DistributedTracing.Sampling.Rules;

/// <summary>One condition of a rule, made ready to be compared. Immutable, thread safe, free of allocation.</summary>
internal abstract class RuleCondition
{
    /// <summary>Gets whether the condition looks at the request's path or method.</summary>
    public virtual bool LooksAtRequestLine => false;

    /// <summary>Gets whether the condition only holds for server spans of requests.</summary>
    public virtual bool NeedsRequest => false;

    public abstract bool Holds(in SamplingCandidate candidate);

    /// <summary>Says whether this condition holds wherever the other one does, as far as that can be told.</summary>
    public abstract bool Covers(RuleCondition other);

    /// <summary>Gets the condition in words, such as <c>path /checkout/*</c>.</summary>
    public abstract override string ToString();
}
