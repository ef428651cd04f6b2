using Demo.Traces;

namespace Demo.Waterfall;

/// <summary>A line of the waterfall.</summary>
/// <param name="Branch">The lines of the tree to the left.</param>
/// <param name="Span">The span.</param>
internal sealed record WaterfallRow(string Branch, TraceSpan Span)
{
    public string Label { get; } = SpanLabel.Of(Span);

    public string Error => Span.Error is null ? string.Empty : $" ✗ {Span.Error}";

    public int Width => Branch.Length + Label.Length + Error.Length;

    /// <summary>Gets the lines of a whole trace, parents before their children.</summary>
    public static IReadOnlyList<WaterfallRow> Of(Trace trace)
    {
        var rows = new List<WaterfallRow>();
        Add(rows, trace, trace.Root!, string.Empty, string.Empty);
        return rows;
    }

    private static void Add(List<WaterfallRow> rows, Trace trace, TraceSpan span, string branch, string indent)
    {
        rows.Add(new WaterfallRow(branch, span));
        var children = trace.ChildrenOf(span).ToList();
        foreach (var child in children)
        {
            var isLast = child == children[^1];
            Add(rows, trace, child, indent + (isLast ? "└─ " : "├─ "), indent + (isLast ? "   " : "│  "));
        }
    }
}
