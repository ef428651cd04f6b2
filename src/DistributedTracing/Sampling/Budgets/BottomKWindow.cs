namespace DistributedTracing.Sampling.Budgets;

/// <summary>What <see cref="BottomK{T}"/> kept of a window.</summary>
/// <param name="Kept">The items, in no order.</param>
/// <param name="Threshold">The threshold at which they were kept; <see cref="SamplingThreshold.Always"/> when nothing was left out.</param>
internal sealed record BottomKWindow<T>(IReadOnlyList<T> Kept, SamplingThreshold Threshold);
