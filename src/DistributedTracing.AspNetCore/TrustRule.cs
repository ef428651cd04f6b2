using Microsoft.AspNetCore.Http;

namespace DistributedTracing;

/// <summary>Says how far the senders of some requests are believed. All its conditions must hold; one without conditions matches every request.</summary>
/// <remarks>An element of the configuration section <c>Tracing:AspNetCore:Trust:Rules</c>. Not thread safe; read once at start.</remarks>
public sealed class TrustRule
{
    /// <summary>Gets or sets the trust in the requests that the rule matches.</summary>
    /// <value>Any of the enumeration's values; must be given.</value>
    public required IncomingTrust Trust { get; set; }

    /// <summary>Gets or sets the path of the requests.</summary>
    /// <value>
    /// A path that begins with <c>/</c>; a <c>*</c> at the end stands for any ending. Letter case does not matter, nor does a <c>/</c> at
    /// the end of the request's path. <see langword="null"/>, the default, for any path.
    /// </value>
    /// <remarks>Compared with the path the request came with, decoded, before the application splits a base off or rewrites it.</remarks>
    public string? Path { get; set; }

    /// <summary>Gets the networks the requests come from.</summary>
    /// <value>
    /// Networks such as <c>10.0.0.0/8</c>, single addresses, and the words <c>loopback</c>, <c>private</c> (RFC 1918, unique local, link
    /// local, carrier-grade NAT) and <c>internet</c> (every other address). Empty, the default, for any address.
    /// </value>
    /// <remarks>
    /// The address is that of the connection. Behind a reverse proxy it is the proxy's, whatever headers say: middleware that reads
    /// forwarded headers runs later. A connection without addresses, such as a Unix socket, is <c>loopback</c>. An IPv4 address counts as
    /// one even where it arrives inside an IPv6 address.
    /// </remarks>
    public IList<string> Networks { get; } = [];

    /// <summary>Gets or sets the name of a header that the requests carry.</summary>
    /// <value>The default is <see langword="null"/>, for no such condition.</value>
    /// <remarks>Headers can be made up by whoever sends the request; trust one only where something in front sets or removes it.</remarks>
    public string? Header { get; set; }

    /// <summary>Gets or sets the value that <see cref="Header"/> has; among several, one of them.</summary>
    /// <value>Compared as it is, letter case included. The default is <see langword="null"/>, for any value.</value>
    public string? HeaderValue { get; set; }

    /// <summary>Gets or sets a condition in code.</summary>
    /// <value>The default is <see langword="null"/>, for no such condition. There is no setting for it.</value>
    /// <remarks>
    /// Called from many threads, for each request whose other conditions hold, before middleware has run: there is no endpoint and no
    /// user yet. Where it throws, it is not known whether the rule matches: the request gets the lesser trust of this rule and of what
    /// follows, and the first exception is logged.
    /// </remarks>
    public Func<HttpContext, bool>? When { get; set; }
}
