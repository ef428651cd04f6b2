namespace DistributedTracing;

/// <summary>How far the senders of incoming trace contexts and baggage are believed.</summary>
/// <remarks>
/// Bound from the configuration section <c>Tracing:AspNetCore:Trust</c>. Decided when a request arrives, before the application sees
/// it. Not thread safe; read once at start.
/// </remarks>
public sealed class IncomingTrustOptions
{
    /// <summary>Gets or sets the trust in requests that no rule matches.</summary>
    /// <value>
    /// The default is <see cref="IncomingTrust.Trust"/>; as long as nobody has set it, a warning says once when a context that came from
    /// the internet was trusted.
    /// </value>
    public IncomingTrust Default
    {
        get;
        set
        {
            field = value;
            IsDefaultChosen = true;
        }
    }

    /// <summary>Gets the rules, of which the first that matches a request decides.</summary>
    /// <value>Empty by default. A rule that can never match stops the start.</value>
    public IList<TrustRule> Rules { get; } = [];

    /// <summary>Gets whether somebody said what the default is to be.</summary>
    internal bool IsDefaultChosen { get; private set; }
}
