namespace DistributedTracing.Sampling.Reload;

/// <summary>A part of sampling that goes on by changed options while the application runs.</summary>
internal interface IReloadedSampling
{
    /// <summary>Goes on by the options, which have been checked, from one decision to the next.</summary>
    /// <returns>What has changed, in words.</returns>
    IReadOnlyList<string> Apply(SamplingOptions options);
}
