using System.Diagnostics;

namespace DistributedTracing;

/// <summary>
/// Keeps the traces that hold a certain span. All conditions of a rule must hold for one span; of the values of one condition, any.
/// </summary>
/// <remarks>
/// An element of the configuration section <c>Tracing:Sampling:Tail:Keep:Rules</c>. Conditions are about spans as they have ended. In
/// texts each <c>*</c> stands for any characters, or none. Not thread safe; read once at start.
/// </remarks>
public sealed class TailKeepRule
{
    /// <summary>Gets or sets what the rule is called; kept traces carry it in the attribute <c>sampling.reason</c>.</summary>
    /// <value>A text, unique among the rules. There is no default.</value>
    public string? Name { get; set; }

    /// <summary>Gets the kinds of the span.</summary>
    /// <value>Empty, the default, for any kind.</value>
    public IList<ActivityKind> Kind { get; } = [];

    /// <summary>Gets the names of the <see cref="ActivitySource"/>s that made the span.</summary>
    /// <value>Letter case does not matter. Empty, the default, for any source.</value>
    public IList<string> Source { get; } = [];

    /// <summary>Gets the names of the span, as it is exported.</summary>
    /// <value>Letter case matters. Empty, the default, for any name.</value>
    public IList<string> SpanName { get; } = [];

    /// <summary>Gets the status of the span.</summary>
    /// <value>Empty, the default, for any status.</value>
    public IList<ActivityStatusCode> Status { get; } = [];

    /// <summary>Gets or sets the least duration of the span.</summary>
    /// <value>0, the default, for any duration, to 1 hour.</value>
    public TimeSpan MinDuration { get; set; }

    /// <summary>Gets attributes of the span, each with the values it may have.</summary>
    /// <value>
    /// Texts, or comparisons with a number: <c>&gt;=500</c>, <c>&gt;500</c>, <c>&lt;=500</c>, <c>&lt;500</c>. Letter case matters. Empty by
    /// default.
    /// </value>
    public IDictionary<string, IList<string>> Attributes { get; } = new Dictionary<string, IList<string>>(StringComparer.Ordinal);

    /// <summary>Gets or sets how many traces a second the rule keeps.</summary>
    /// <value>0.001 to 1,000,000. The default is <see langword="null"/>, for all of them.</value>
    /// <remarks>Beyond that it keeps a share of them, which each kept trace says, so that counts estimated from them stay right.</remarks>
    public double? MaxPerSecond { get; set; }
}
