namespace DistributedTracing;

/// <summary>Who outside the process may learn the trace context and the baggage of outgoing HTTP requests.</summary>
/// <remarks>
/// Holds for requests of <see cref="System.Net.Http.HttpClient"/>, of which each attempt is judged by the host it goes to, redirects
/// included. Messages and other carriers have no host; for them only <see cref="BaggageKeys"/> counts. Headers that the application
/// sets itself are never touched. Not thread safe; read once at start.
/// </remarks>
public sealed class OutgoingOptions
{
    /// <summary>Gets the hosts that trace context and baggage are sent to; to all others a request goes without.</summary>
    /// <value>
    /// <c>internal</c> by default. Entries: <c>internal</c> (addresses of loopback, RFC 1918, 100.64.0.0/10, link-local and fc00::/7;
    /// names without a dot; names below <c>localhost</c>, <c>local</c>, <c>localdomain</c>, <c>svc</c>, <c>internal</c>,
    /// <c>home.arpa</c>, <c>intranet</c>, <c>private</c>, <c>corp</c>, <c>home</c>, <c>lan</c> and <c>test</c>), a host name, <c>*.example.com</c>
    /// (every name below it, not <c>example.com</c> itself), an IP address, a network such as <c>203.0.113.0/24</c>, and <c>*</c> (every
    /// host). No scheme, no port. When empty, nobody gets any.
    /// </value>
    /// <remarks>
    /// Letter case and a dot at the end do not matter; names beyond ASCII are compared in their <c>xn--</c> form, IPv6 addresses that map
    /// IPv4 as IPv4. A name is not resolved: one that leads to a private address is internal only if it looks so.
    /// </remarks>
    public IList<string> Hosts { get; } = ["internal"];

    /// <summary>Gets the keys of the baggage that leaves the process.</summary>
    /// <value>Keys, in which case matters; a <c>*</c> at the end stands for any ending. The default is <c>*</c>, all. When empty, no baggage is sent.</value>
    public IList<string> BaggageKeys { get; } = ["*"];
}
