using Demo.Traces;

namespace Demo.Waterfall;

/// <summary>Draws when a span ran, in proportion to the whole trace.</summary>
internal sealed class Timeline(TraceSpan root, int width)
{
    public string Bar(TraceSpan span)
    {
        var first = Math.Clamp(Column(span.Start), 0, width - 1);
        var end = Math.Clamp(Column(span.Start + span.Duration), first, width);
        var bar = end == first ? "▏" : new string('█', end - first);
        return (new string(' ', first) + bar).PadRight(width);
    }

    private int Column(DateTime time) => root.Duration <= TimeSpan.Zero ? 0 : (int)Math.Round((time - root.Start) / root.Duration * width);
}
