using System.Text;
using EndToEnd.Tests.Collector;

namespace EndToEnd.Tests;

/// <summary>Writes a trace down, one span a line, children indented below their parents in the order of their start.</summary>
internal static class TraceTree
{
    private const string Error = " (error)";

    public static string Of(IReadOnlyList<ReceivedSpan> trace)
    {
        var text = new StringBuilder();
        var known = trace.Select(span => span.SpanId).ToHashSet();
        foreach (var span in InOrder(trace.Where(span => span.IsRoot)))
        {
            Write(text, trace, span, 0);
        }

        foreach (var orphan in InOrder(trace.Where(span => !span.IsRoot && !known.Contains(span.ParentId))))
        {
            text.AppendLine("(orphan)");
            Write(text, trace, orphan, 1);
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd();
    }

    public static int CountSpans(string tree) => tree.Count(character => character == '\n') + 1;

    /// <summary>Gets the traces that begin like a tree, without the opening of connections, which a growing pool leads to.</summary>
    public static IReadOnlyList<IReadOnlyList<ReceivedSpan>> Find(IReadOnlyList<ReceivedSpan> spans, string tree)
    {
        var root = tree.Split('\n')[0].Replace(Error, string.Empty);
        return [.. spans.Where(span => !span.Name.StartsWith("CONNECT ", StringComparison.Ordinal))
            .GroupBy(span => span.TraceId)
            .Where(trace => trace.Any(span => span.IsRoot && Line(span) == root))
            .Select(trace => trace.ToList())];
    }

    private static string Line(ReceivedSpan span) => $"{span.Service} {span.Kind} {span.Name}";

    private static void Write(StringBuilder text, IReadOnlyList<ReceivedSpan> trace, ReceivedSpan span, int depth)
    {
        text.Append(' ', depth * 2).Append(Line(span)).AppendLine(span.IsError ? Error : string.Empty);
        foreach (var child in InOrder(trace.Where(other => other.ParentId == span.SpanId)))
        {
            Write(text, trace, child, depth + 1);
        }
    }

    private static IEnumerable<ReceivedSpan> InOrder(IEnumerable<ReceivedSpan> spans) => spans.OrderBy(span => span.Start);
}
