namespace DistributedTracing.Sampling;

/// <summary>A threshold with the <c>tracestate</c> that says it, formatted once. Immutable.</summary>
internal sealed class SamplingRate(SamplingThreshold threshold)
{
    public static readonly SamplingRate Always = new(SamplingThreshold.Always);
    public static readonly SamplingRate Never = new(SamplingThreshold.Never);

    public SamplingThreshold Threshold { get; } = threshold;

    /// <summary>Gets the whole <c>tracestate</c> of a kept trace that has no other.</summary>
    public string TraceState { get; } = OtelTraceState.Only(threshold);

    public static SamplingRate Of(double ratio) => new(SamplingThreshold.FromRatio(ratio));
}
