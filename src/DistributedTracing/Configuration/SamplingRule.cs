using System.Diagnostics;

namespace DistributedTracing;

/// <summary>
/// Says which share is kept of some spans, and so of the traces they begin. All conditions of a rule must hold; of the values of one
/// condition, any. A rule without conditions matches every span.
/// </summary>
/// <remarks>
/// <para>
/// An element of the configuration section <c>Tracing:Sampling:Rules</c>. Conditions are texts in which each <c>*</c> stands for any
/// characters, or none; matching takes linear time whatever the pattern. The conditions on the request (<see cref="Path"/>,
/// <see cref="Method"/>, <see cref="Host"/>, <see cref="Headers"/>, <see cref="Networks"/>) hold for its server span only, as the
/// request arrived, before any middleware.
/// </para>
/// <para>
/// Dropping a span drops what happens below it, also in the services it calls: the trace context still flows, marked as not sampled.
/// </para>
/// <para>Not thread safe; read at start, and again when the configuration changes.</para>
/// </remarks>
public sealed class SamplingRule
{
    /// <summary>Gets or sets what the rule is called in logs and explanations.</summary>
    /// <value>Unique among the rules, as a rule keeps what it has learnt under this name when the configuration changes. By default the conditions, in words.</value>
    public string? Name { get; set; }

    /// <summary>Gets the kinds of the spans.</summary>
    /// <value>Empty, the default, for any kind.</value>
    public IList<ActivityKind> Kind { get; } = [];

    /// <summary>Gets the names of the <see cref="ActivitySource"/>s that start the spans, such as <c>Npgsql</c>.</summary>
    /// <value>Letter case does not matter. Empty, the default, for any source.</value>
    /// <remarks>
    /// Known are the sources of <see cref="TracingOptions.Sources"/>, of <see cref="TracingBuilder.AddSource"/> and of the integrations,
    /// and those named like the application.
    /// </remarks>
    public IList<string> Source { get; } = [];

    /// <summary>Gets the names the spans start with.</summary>
    /// <value>Letter case matters. Empty, the default, for any name.</value>
    /// <remarks>Server spans of ASP.NET Core all start with the same name; use <see cref="Path"/> for them.</remarks>
    public IList<string> SpanName { get; } = [];

    /// <summary>Gets the paths of the requests.</summary>
    /// <value>
    /// Patterns that begin with <c>/</c> or <c>*</c>. Letter case does not matter, nor does a <c>/</c> at the end of the request's path.
    /// Empty, the default, for any path.
    /// </value>
    public IList<string> Path { get; } = [];

    /// <summary>Gets the methods of the requests.</summary>
    /// <value>Letter case does not matter. Empty, the default, for any method.</value>
    public IList<string> Method { get; } = [];

    /// <summary>Gets the hosts the requests were sent to.</summary>
    /// <value>Compared with the <c>Host</c> header, with its port and without. Letter case does not matter. Empty, the default, for any host.</value>
    public IList<string> Host { get; } = [];

    /// <summary>Gets headers of the requests, each with the values it may have.</summary>
    /// <value>The letter case of names does not matter, that of values does. Empty by default.</value>
    /// <remarks>Several headers of one name are compared as one value, joined by commas.</remarks>
    public IDictionary<string, IList<string>> Headers { get; } = new Dictionary<string, IList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the networks the requests come from.</summary>
    /// <value>
    /// Networks such as <c>10.0.0.0/8</c>, single addresses, and the words <c>loopback</c>, <c>private</c> (RFC 1918, unique local, link
    /// local, carrier-grade NAT) and <c>internet</c> (every other address). Empty, the default, for any address.
    /// </value>
    /// <remarks>The address is that of the connection; behind a reverse proxy it is the proxy's, whatever headers say.</remarks>
    public IList<string> Networks { get; } = [];

    /// <summary>Gets items of the baggage, each with the values it may have.</summary>
    /// <value>Letter case matters. Empty by default.</value>
    /// <remarks>
    /// Of a request's server span the W3C header <c>baggage</c> counts, unless its sender is not trusted with it; of other spans the
    /// baggage of the code that starts them.
    /// </remarks>
    public IDictionary<string, IList<string>> Baggage { get; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>Gets attributes the spans are created with, each with the values it may have.</summary>
    /// <value>Letter case matters; numbers are compared as they are written, flags as <c>true</c> and <c>false</c>. Empty by default.</value>
    /// <remarks>
    /// Attributes that are set later are not known yet. Of a request's server span <c>url.path</c>, <c>url.scheme</c>,
    /// <c>http.request.method</c>, <c>server.address</c>, <c>client.address</c> and <c>user_agent.original</c> are known nevertheless.
    /// </remarks>
    public IDictionary<string, IList<string>> Attributes { get; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>Gets attributes of the resource, each with the values it may have: in which services the rule applies.</summary>
    /// <value>Letter case matters. Empty by default.</value>
    public IDictionary<string, IList<string>> Resource { get; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>Gets where the parents of the spans are.</summary>
    /// <value>Empty, the default, for <see cref="SamplingParent.None"/> and <see cref="SamplingParent.Untrusted"/>: spans that nobody has decided on yet.</value>
    /// <remarks>
    /// A rule for <see cref="SamplingParent.Remote"/> overrides the decision of trusted callers, one for
    /// <see cref="SamplingParent.Local"/> that of the span around, which leaves traces with parts missing.
    /// </remarks>
    public IList<SamplingParent> Parent { get; } = [];

    /// <summary>Gets or sets a condition in code, asked when all others hold.</summary>
    /// <value>The default is <see langword="null"/>, for no such condition. There is no setting for it.</value>
    /// <remarks>Called from many threads, for each such span. One that throws does not hold; that is counted, and logged once.</remarks>
    public Func<SamplingCandidate, bool>? When { get; set; }

    /// <summary>Gets or sets the share of the spans that is kept.</summary>
    /// <value>0 (none) to 1 (all). A rule needs this, <see cref="MaxPerSecond"/> or <see cref="Adaptive"/>.</value>
    public double? Ratio { get; set; }

    /// <summary>Gets or sets how many of the spans are kept in a second, on average.</summary>
    /// <value>0.01 to 1,000,000, in each process; all of them as long as they are fewer.</value>
    /// <remarks>The share that is kept follows the traffic, so counts can still be made up to what there was. See <see cref="AdaptiveSampling"/>.</remarks>
    public double? MaxPerSecond { get; set; }

    /// <summary>Gets or sets a budget of spans per second that is shared by the keys of the traffic.</summary>
    public AdaptiveSampling? Adaptive { get; set; }
}
