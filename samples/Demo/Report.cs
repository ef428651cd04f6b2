using Demo.Traces;
using Demo.Waterfall;
using Samples.Infrastructure.Shopping;
using Spectre.Console;

namespace Demo;

/// <summary>What the demo tells. Colours only in a terminal.</summary>
internal sealed class Report
{
    // The width of a page where there is no terminal to ask.
    private const int PlainWidth = 132;

    private const int MaxLogLines = 5;

    private readonly IAnsiConsole _console = Console.IsOutputRedirected
        ? AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors })
        : AnsiConsole.Console;

    public Report()
    {
        if (Console.IsOutputRedirected)
        {
            _console.Profile.Width = PlainWidth;
        }
    }

    public void Title() => Line("[bold]DistributedTracing demo[/]", isMarkup: true);

    public void Heading(string text)
    {
        Line(string.Empty);
        Line($"[bold]{Markup.Escape(text)}[/]", isMarkup: true);
    }

    public void Fact(string what, string text) => Line($"  {what,-18}{text}");

    public void Services(Shop shop)
    {
        foreach (var service in shop.Services)
        {
            Fact(service.Name, service.Address.ToString());
        }
    }

    public void Request(string what, string result, string time) => Line($"  {what,-44}{result,-24}{time,8}");

    public void Waterfall(Trace trace) => _console.Write(new WaterfallView(trace));

    public void Link(string what, string page, Trace? trace) =>
        Line($"  {what,-20}[blue]{Markup.Escape(trace is null ? page : $"{page}#/trace/{trace.Id}")}[/]", isMarkup: true);

    /// <summary>Shows that what the services logged about a trace can be found by its id.</summary>
    public void LogLines(Shop shop, string traceId)
    {
        var lines = shop.Services.SelectMany(service => service.Process.Output).Where(line => line.Contains(traceId, StringComparison.Ordinal)).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        Heading("Its log lines carry the trace id");
        foreach (var line in lines)
        {
            Line($"  {Markup.Escape(line).Replace(traceId, $"[bold]{traceId}[/]", StringComparison.Ordinal)}", isMarkup: true);
        }
    }

    /// <summary>Shows what the services wrote last, for finding out what went wrong.</summary>
    public void LogLines(Shop shop)
    {
        foreach (var service in shop.Services)
        {
            foreach (var line in service.Process.Output.TakeLast(MaxLogLines))
            {
                Line($"  {service.Name}: {line}");
            }
        }
    }

    public void Failure(string text)
    {
        Line(string.Empty);
        Line($"[red]Failed:[/] {Markup.Escape(text)}", isMarkup: true);
    }

    public void Line(string text) => Line(text, isMarkup: false);

    private void Line(string text, bool isMarkup)
    {
        var indent = text.Length - text.TrimStart().Length;
        var content = new Markup(isMarkup ? text.TrimStart() : Markup.Escape(text.TrimStart()));

        // What does not fit goes on below; long addresses are not cut.
        _console.Write(new Padder(content.Overflow(Overflow.Fold), new Padding(indent, 0, 0, 0)));
        if (text.Length == 0)
        {
            _console.WriteLine();
        }
    }
}
