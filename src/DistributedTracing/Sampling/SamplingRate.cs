using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>A threshold with the <c>tracestate</c> that says it, formatted once. Immutable.</summary>
internal sealed class SamplingRate
{
    public static readonly SamplingRate Always = Of(1);

    /// <summary>That of what is left out for good: unlike with any other rate, not even a tail gets to see it.</summary>
    public static readonly SamplingRate Never = Of(0);

    public SamplingRate(SamplingThreshold threshold)
        : this(threshold, threshold.Ratio)
    {
    }

    private SamplingRate(SamplingThreshold threshold, double ratio)
    {
        Threshold = threshold;
        TraceIdBound = TraceIdRatio.BoundOf(ratio);
        TraceState = OtelTraceState.Only(threshold);
        Kept = new SamplingResult(SamplingDecision.RecordAndSample, TraceState);
    }

    public SamplingThreshold Threshold { get; }

    /// <summary>Gets what the trace id is compared with under <see cref="SamplingAlgorithm.TraceIdRatio"/>.</summary>
    public long TraceIdBound { get; }

    /// <summary>Gets the whole <c>tracestate</c> of a kept trace that has no other.</summary>
    public string TraceState { get; }

    /// <summary>Gets the result for a trace that is kept and has no other <c>tracestate</c>.</summary>
    public SamplingResult Kept { get; }

    public static SamplingRate Of(double ratio) => new(SamplingThreshold.FromRatio(ratio), ratio);
}
