using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Sampling;

/// <summary>What a policy is made of besides the options; it stays when they change.</summary>
internal sealed class SamplingSurroundings(SamplingFaults faults, IEnumerable<ITraceSampler> samplers, BudgetTicker ticker)
{
    public SamplingFaults Faults => faults;

    public BudgetTicker Ticker => ticker;

    /// <summary>Gets the samplers of the application, in the order they are asked.</summary>
    public CustomSampler[] Samplers { get; } = [.. samplers.Select(sampler => new CustomSampler(sampler, faults))];

    /// <summary>Gets or sets the attributes of the resource.</summary>
    public IReadOnlyDictionary<string, object> Resource { get; set; } = new Dictionary<string, object>();
}
