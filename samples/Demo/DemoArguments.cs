using System.Globalization;

namespace Demo;

/// <summary>What the demo was asked to do.</summary>
/// <param name="KeepRunning">How long the pages stay open after the waterfall; <see cref="Timeout.InfiniteTimeSpan"/> is until Ctrl+C.</param>
internal sealed record DemoArguments(TimeSpan KeepRunning)
{
    public const string Usage = """
        Usage: bash samples/demo.sh [--keep [SECONDS]]
          --keep           keeps the services and the trace pages running until Ctrl+C; the default in a terminal
          --keep SECONDS   keeps them running for that long; elsewhere 20 seconds are the default
        """;

    /// <summary>Reads the command line.</summary>
    /// <returns><see langword="null"/> when it makes no sense.</returns>
    public static DemoArguments? TryParse(string[] args) => args switch
    {
        [] => new DemoArguments(Console.IsInputRedirected ? TimeSpan.FromSeconds(20) : Timeout.InfiniteTimeSpan),
        ["--keep"] => new DemoArguments(Timeout.InfiniteTimeSpan),
        ["--keep", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) =>
            new DemoArguments(TimeSpan.FromSeconds(seconds)),
        _ => null,
    };
}
