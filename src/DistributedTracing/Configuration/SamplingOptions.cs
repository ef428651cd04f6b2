namespace DistributedTracing;

/// <summary>Decides which traces are kept.</summary>
/// <remarks>Not thread safe; read once at start.</remarks>
public sealed class SamplingOptions
{
    /// <summary>Gets or sets the share of new traces that is kept.</summary>
    /// <value>0 (none) to 1 (all). The default is 1.</value>
    /// <remarks>
    /// A request that arrives with a trace context follows its caller's decision, unless <see cref="FollowCallers"/> is off or the
    /// caller left it open, as B3 can. All others are decided on the low 56 bits of the trace id, so that services with different
    /// ratios keep the same traces
    /// (<see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/tracestate-probability-sampling.md"/>).
    /// </remarks>
    public double Ratio { get; set; } = 1;

    /// <summary>Gets or sets whether a request that arrives with a trace context is kept or left out as its caller decided.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>
    /// When <see langword="false"/>, the trace id decides by <see cref="Ratio"/> for such requests too, and a caller's wish for debug
    /// (<c>b3: d</c>) is not passed on. Within the process a span always follows the one around it.
    /// </remarks>
    public bool FollowCallers { get; set; } = true;
}
