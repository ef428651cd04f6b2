namespace DistributedTracing.Sampling.Rules;

/// <summary>A condition about an attribute the span is created with, or that its request tells.</summary>
internal sealed class AttributeCondition(string key, IEnumerable<string> patterns) : KeyedCondition(key, StringComparison.Ordinal, patterns)
{
    private readonly RequestAttribute _attribute = RequestAttributes.Of(key);

    public override bool LooksAtRequestLine => _attribute is RequestAttribute.Path or RequestAttribute.Method;

    protected override string Subject => "attribute";

    public override bool Holds(in SamplingCandidate candidate) =>
        candidate.CreationTag(Key) is { } tag ? AttributeText.Matches(tag, Patterns)
        : _attribute switch
        {
            RequestAttribute.None => false,

            // These two are made for whoever asks; here without allocation.
            RequestAttribute.ServerAddress => candidate.Host is { Length: > 0 } host && Patterns.Matches(HostName.Of(host)),
            RequestAttribute.ClientAddress => candidate.RemoteAddress is { } address && AttributeText.Matches(address, Patterns),
            _ => RequestAttributes.Value(candidate, _attribute) is { } value && Patterns.Matches(value),
        };
}
