namespace DistributedTracing;

/// <summary>Decides which traces are kept.</summary>
/// <remarks>
/// Read at start and, with the configuration it comes from, again when that changes: good changes take effect for the next trace, without a
/// request failing; wrong ones are reported in the log, and what was there before goes on. Not thread safe.
/// </remarks>
public sealed class SamplingOptions
{
    /// <summary>Gets or sets the share of new traces that is kept.</summary>
    /// <value>0 (none) to 1 (all). The default is 1.</value>
    /// <remarks>
    /// Of those that none of <see cref="Rules"/> matches. A request that arrives with a trace context follows its caller's decision,
    /// unless <see cref="FollowCallers"/> is off or the caller left it open, as B3 can. All others are decided on their trace id, so that
    /// services with different ratios keep the same traces; <see cref="Algorithm"/> says how.
    /// </remarks>
    public double Ratio { get; set; } = 1;

    /// <summary>Gets or sets whether a request that arrives with a trace context is kept or left out as its caller decided.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>
    /// When <see langword="false"/>, the trace id decides by <see cref="Ratio"/> for such requests too, and a caller's wish for debug
    /// (<c>b3: d</c>) is not passed on. Within the process a span always follows the one around it.
    /// </remarks>
    public bool FollowCallers { get; set; } = true;

    /// <summary>Gets or sets how a share of all traces is chosen.</summary>
    /// <value>The default is <see cref="SamplingAlgorithm.Consistent"/>.</value>
    public SamplingAlgorithm Algorithm { get; set; }

    /// <summary>Gets what is kept of which spans; the first rule that matches has its way, and <see cref="Ratio"/> where none does.</summary>
    /// <value>Empty by default.</value>
    public IList<SamplingRule> Rules { get; } = [];

    /// <summary>Gets which traces are kept for what happened in them, beyond what was decided at their start.</summary>
    public TailSamplingOptions Tail { get; } = new();
}
