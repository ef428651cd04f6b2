namespace DistributedTracing;

/// <summary>What makes a trace worth keeping, whatever share of all traces is kept.</summary>
/// <remarks>Not thread safe; read once at start.</remarks>
public sealed class TailKeepOptions
{
    /// <summary>Gets or sets whether traces are kept in which something failed.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>
    /// That is: a span with the status error or an <c>error.type</c>, a server span of a response of 500 or above, or any other span with a
    /// recorded exception. A request that was its caller's fault (4xx) is no failure of the server.
    /// </remarks>
    public bool Errors { get; set; } = true;

    /// <summary>Gets or sets from which duration of the first span on a trace is kept.</summary>
    /// <value>Up to 1 hour, and below <see cref="TailSamplingOptions.MaxAge"/>; 0 keeps no trace for its duration. The default is 1 second.</value>
    /// <remarks>A request or message that has not ended by <see cref="TailSamplingOptions.MaxAge"/> is slow; other work that goes on is not.</remarks>
    public TimeSpan SlowerThan { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets whether traces are kept of which a service that was called kept its part, and says so in its response.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>
    /// So the way from the request at the edge to what failed is kept in every service on it. A response is believed that names the trace
    /// of the request, which only hosts get to know that the trace context is sent to.
    /// </remarks>
    public bool Callees { get; set; } = true;

    /// <summary>Gets or sets how many failed traces, how many slow ones, and how many for the sake of services that were called, are kept in a second.</summary>
    /// <value>0.001 to 1,000,000. The default is <see langword="null"/>, for all of them.</value>
    /// <remarks>
    /// In a storm of errors a share of them is kept beyond that. Each kept trace says which share, so that counts estimated from them stay
    /// right.
    /// </remarks>
    public double? MaxPerSecond { get; set; }

    /// <summary>Gets what else makes a trace worth keeping.</summary>
    /// <value>Up to 60 rules. Empty by default.</value>
    public IList<TailKeepRule> Rules { get; } = [];
}
