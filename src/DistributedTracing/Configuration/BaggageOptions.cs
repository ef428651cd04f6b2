namespace DistributedTracing;

/// <summary>Which baggage items show up in spans and log lines of this service.</summary>
/// <remarks>
/// Keys are case-sensitive; a <c>*</c> at the end stands for any ending. Items may come from callers, so name those that are wanted:
/// <c>*</c> alone is not allowed. Not thread safe; read once at start.
/// </remarks>
public sealed class BaggageOptions
{
    /// <summary>Gets the keys of the items that become attributes of spans.</summary>
    /// <value>Keys, such as <c>tenant.id</c> or <c>tenant.*</c>. Empty by default.</value>
    /// <remarks>
    /// An attribute has the item's key as its name. It is set when a span starts, on every recorded one, unless the span has an
    /// attribute of this name; an item that is set later is on the spans that start later.
    /// </remarks>
    public IList<string> SpanAttributes { get; } = [];

    /// <summary>Gets the keys of the items that log lines carry as a scope.</summary>
    /// <value>Keys, such as <c>tenant.id</c> or <c>tenant.*</c>. Empty by default.</value>
    /// <remarks>
    /// Every logging provider that reads scopes gets them, outside those of the application. A logger factory that is not the one of
    /// Microsoft.Extensions.Logging, such as Serilog's, has no such scopes.
    /// </remarks>
    public IList<string> LogScope { get; } = [];
}
