using Demo.Traces;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Demo.Waterfall;

/// <summary>A trace as a tree with bars over time, one span a line, as wide as the terminal.</summary>
internal sealed class WaterfallView(Trace trace) : IRenderable
{
    private const int MaxLabelWidth = 62;
    private const int DurationWidth = 9;
    private const string Gap = "  ";

    private readonly ServiceColors _colors = new(trace.Services);
    private readonly IReadOnlyList<WaterfallRow> _rows = WaterfallRow.Of(trace);

    public Measurement Measure(RenderOptions options, int maxWidth) => new(maxWidth, maxWidth);

    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var serviceWidth = trace.Services.Max(service => service.Length);
        var labelWidth = Math.Min(Math.Min(MaxLabelWidth, maxWidth / 2), _rows.Max(row => row.Width));
        var barWidth = Math.Max(8, maxWidth - labelWidth - serviceWidth - DurationWidth - (3 * Gap.Length) - 1);
        var timeline = new Timeline(_rows[0].Span, barWidth);
        return _rows.SelectMany(row => Line(row, timeline, labelWidth, serviceWidth));
    }

    private IEnumerable<Segment> Line(WaterfallRow row, Timeline timeline, int labelWidth, int serviceWidth)
    {
        var service = new Style(_colors[row.Span.Service]);
        var state = row.Span.Error is null ? service : new Style(Color.Red);
        foreach (var (text, style) in Fit(row, labelWidth))
        {
            yield return new Segment(text, style);
        }

        yield return new Segment(Gap + row.Span.Service.PadRight(serviceWidth) + Gap, service);
        yield return new Segment(timeline.Bar(row.Span) + Gap, state);
        yield return new Segment(Durations.Format(row.Span.Duration).PadLeft(DurationWidth), row.Span.Error is null ? Style.Plain : state);
        yield return Segment.LineBreak;
    }

    // The error is what one looks for, so the label is shortened first.
    private static IEnumerable<(string Text, Style Style)> Fit(WaterfallRow row, int width)
    {
        var error = row.Error;
        var room = width - row.Branch.Length - error.Length;
        var label = row.Label.Length <= room ? row.Label : row.Label[..Math.Max(0, room - 1)] + "…";
        yield return (row.Branch, new Style(Color.Grey));
        yield return (label, Style.Plain);
        yield return (error, new Style(Color.Red, decoration: Decoration.Bold));
        yield return (new string(' ', Math.Max(0, width - row.Branch.Length - label.Length - error.Length)), Style.Plain);
    }
}
