namespace DistributedTracing;

/// <summary>Which incoming requests are traced, and how far their senders are believed.</summary>
/// <remarks>Bound from the configuration section <c>Tracing:AspNetCore</c>. Not thread safe; read once at start.</remarks>
public sealed class AspNetCoreTracingOptions
{
    /// <summary>Gets the paths that are not traced, with everything that happens below them.</summary>
    /// <value>
    /// Paths that begin with <c>/</c>; a <c>*</c> at the end stands for any ending. Letter case does not matter, nor does a <c>/</c> at
    /// the end of the request's path. The default is what orchestrators and scrapers poll: <c>/health*</c>, <c>/alive</c>,
    /// <c>/ready*</c>, <c>/metrics</c>.
    /// </value>
    /// <remarks>The trace context still flows through such requests, marked as not sampled.</remarks>
    public IList<string> IgnoredPaths { get; } = ["/health*", "/alive", "/ready*", "/metrics"];

    /// <summary>Gets how far the senders of incoming trace contexts are believed.</summary>
    public IncomingTrustOptions Trust { get; } = new();

    /// <summary>Gets who may have a single request recorded whatever sampling says.</summary>
    public ForceSamplingOptions ForceSampling { get; } = new();
}
