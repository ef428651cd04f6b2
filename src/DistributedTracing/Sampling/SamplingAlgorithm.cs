namespace DistributedTracing;

/// <summary>How a share of all traces is chosen.</summary>
public enum SamplingAlgorithm
{
    /// <summary>
    /// Consistent probability sampling: the low 56 bits of the trace id, or the randomness in <c>tracestate</c>, decide, and
    /// <c>tracestate</c> says at which threshold a trace was kept. All languages that do so keep the same traces, and what is kept can
    /// be counted up to what there was
    /// (<see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/tracestate-probability-sampling.md"/>).
    /// </summary>
    Consistent,

    /// <summary>
    /// What OpenTelemetry .NET's <c>TraceIdRatioBasedSampler</c> does: other bits of the trace id decide, and nothing says the
    /// threshold. For services that must keep the same new traces as others that use it.
    /// </summary>
    TraceIdRatio,
}
