namespace DistributedTracing;

/// <summary>Which incoming requests are traced.</summary>
/// <remarks>Bound from the configuration section <c>Tracing:AspNetCore</c>. Not thread safe; read once at start.</remarks>
public sealed class AspNetCoreTracingOptions
{
    /// <summary>Gets the paths that are not traced, with everything that happens below them.</summary>
    /// <value>
    /// Paths that begin with <c>/</c>; a <c>*</c> at the end stands for any ending. Letter case does not matter. The default is what
    /// orchestrators and scrapers poll: <c>/health*</c>, <c>/alive</c>, <c>/ready*</c>, <c>/metrics</c>.
    /// </value>
    /// <remarks>The trace context still flows through such requests, marked as not sampled.</remarks>
    public IList<string> IgnoredPaths { get; } = ["/health*", "/alive", "/ready*", "/metrics"];
}
