namespace DistributedTracing.Sampling.Tail;

/// <summary>Traces that are kept for one reason.</summary>
/// <param name="Reason">What the kept trace says.</param>
/// <param name="Budget">The rate for them; <see langword="null"/> keeps them all.</param>
internal sealed record KeepClass(string Reason, IRateSource? Budget)
{
    /// <summary>Gets the rate for one more of them.</summary>
    public KeepRate Next() => new(Budget?.RateFor(default).Threshold ?? SamplingThreshold.Always, Reason);
}
