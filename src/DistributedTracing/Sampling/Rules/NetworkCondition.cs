using DistributedTracing.Networks;

namespace DistributedTracing.Sampling.Rules;

/// <summary>A condition about the network a request comes from.</summary>
internal sealed class NetworkCondition(IReadOnlyCollection<string> networks) : RuleCondition
{
    private readonly NetworkSet _networks = new(networks);

    public override bool NeedsRequest => true;

    public override bool Holds(in SamplingCandidate candidate) => candidate.IsOfRequest && _networks.Contains(candidate.RemoteAddress);

    public override bool Covers(RuleCondition other) => other is NetworkCondition network && _networks.Covers(network._networks);

    public override string ToString() => "network " + string.Join(" or ", networks);
}
