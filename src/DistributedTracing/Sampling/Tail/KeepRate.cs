namespace DistributedTracing.Sampling.Tail;

/// <summary>The threshold that what is known about a trace's spans leads to, apart from the head's, and the reason for it.</summary>
internal readonly record struct KeepRate(SamplingThreshold Threshold, string? Reason)
{
    /// <summary>Gets that of a trace nothing is worth keeping in.</summary>
    public static KeepRate None { get; } = new(SamplingThreshold.Never, null);

    public bool IsNone => Threshold == SamplingThreshold.Never;

    public bool IsAlways => Threshold == SamplingThreshold.Always;

    /// <summary>Gets the one that keeps more; of equals the left.</summary>
    public static KeepRate Max(KeepRate left, KeepRate right) => right.Threshold.Value < left.Threshold.Value ? right : left;
}
