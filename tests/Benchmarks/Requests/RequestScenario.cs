using System.Globalization;

namespace Benchmarks.Requests;

/// <summary>One way to trace one kind of request.</summary>
internal sealed record RequestScenario(TracingMode Mode, double Ratio, IncomingContext Incoming)
{
    public string Name => Mode == TracingMode.None
        ? "no tracing"
        : string.Create(CultureInfo.InvariantCulture, $"{(Mode == TracingMode.Ours ? "ours" : "stock")} {Ratio * 100:0} %");

    public IEnumerable<string> ToArguments() => [Mode.ToString(), Ratio.ToString(CultureInfo.InvariantCulture), Incoming.ToString()];

    public static RequestScenario FromArguments(string[] arguments) => new(
        Enum.Parse<TracingMode>(arguments[0]),
        double.Parse(arguments[1], CultureInfo.InvariantCulture),
        Enum.Parse<IncomingContext>(arguments[2]));
}
