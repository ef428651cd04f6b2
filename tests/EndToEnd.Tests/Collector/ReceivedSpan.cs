using System.Diagnostics;

namespace EndToEnd.Tests.Collector;

/// <summary>A span as it arrived at the collector.</summary>
internal sealed record ReceivedSpan(
    string TraceId,
    string SpanId,
    string ParentId,
    string Service,
    string Source,
    string Name,
    ActivityKind Kind,
    ulong Start,
    ulong End,
    bool IsError,
    IReadOnlyDictionary<string, object> Attributes,
    IReadOnlyList<string> Events,
    IReadOnlyList<(string TraceId, string SpanId)> Links,
    string TraceState)
{
    public bool IsRoot => ParentId.Length == 0;

    /// <summary>Gets an attribute's value as text, or <see langword="null"/>.</summary>
    public string? this[string attribute] => Attributes.TryGetValue(attribute, out var value) ? value.ToString() : null;
}
