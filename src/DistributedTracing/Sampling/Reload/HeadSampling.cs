namespace DistributedTracing.Sampling.Reload;

/// <summary>Replaces the policy that new traces are decided by. What rules have learnt stays with their names.</summary>
internal sealed class HeadSampling(CurrentPolicy current, SamplingSurroundings surroundings) : IReloadedSampling
{
    public IReadOnlyList<string> Apply(SamplingOptions options)
    {
        var before = current.Value;
        var after = new SamplingPolicy(options, surroundings, before);
        var changes = PolicyChanges.Between(before, after).ToList();
        if (changes.Count > 0)
        {
            current.Replace(after);
        }

        return changes;
    }
}
