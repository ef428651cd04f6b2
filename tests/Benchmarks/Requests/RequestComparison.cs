using System.Globalization;

namespace Benchmarks.Requests;

/// <summary>What tracing adds to a request, ours against stock OpenTelemetry.</summary>
internal static class RequestComparison
{
    private static readonly (string Title, IncomingContext Incoming, double[] Ratios)[] Tables =
    [
        ("GET /orders/7, no incoming context", IncomingContext.None, [1, 0.1, 0]),
        ("GET /orders/7, incoming traceparent, sampled", IncomingContext.TraceParentSampled, [1]),
        ("GET /orders/7, incoming traceparent, not sampled", IncomingContext.TraceParentUnsampled, [1]),
        ("GET /orders/7, incoming b3, sampled (stock starts a new trace)", IncomingContext.B3Sampled, [1]),
    ];

    public static async Task RunAsync(bool quick)
    {
        foreach (var (title, incoming, ratios) in Tables)
        {
            IReadOnlyList<RequestScenario> scenarios =
            [
                new(TracingMode.None, 1, incoming),
                .. ratios.SelectMany(ratio => (RequestScenario[])[new(TracingMode.Stock, ratio, incoming), new(TracingMode.Ours, ratio, incoming)]),
            ];
            await using var measurement = await RequestMeasurement.StartAsync(scenarios);
            await measurement.RunAsync(rounds: quick ? 7 : 21, requests: quick ? 20_000 : 40_000);
            Print(title, await measurement.ResultsAsync());
        }
    }

    private static void Print(string title, IReadOnlyList<RequestResult> results)
    {
        var table = new Table("mode", "thread ns/req", "added ns", "of stock's", "CPU ns/req", "added CPU ns", "of stock's", "B/req", "added B", "spans at the sink");
        foreach (var result in results)
        {
            var stock = results.FirstOrDefault(other =>
                other.Scenario.Mode == TracingMode.Stock && other.Scenario.Ratio == result.Scenario.Ratio && result.Scenario.Mode == TracingMode.Ours);
            table.Add(
                result.Scenario.Name,
                Show(result.Nanoseconds),
                Show(result.AddedNanoseconds),
                stock is null ? "" : Ratio(result.AddedNanoseconds / stock.AddedNanoseconds),
                Show(result.CpuNanoseconds),
                Show(result.AddedCpuNanoseconds),
                stock is null ? "" : Ratio(result.AddedCpuNanoseconds / stock.AddedCpuNanoseconds),
                Show(result.Bytes),
                Show(result.AddedBytes),
                result.Scenario.Mode == TracingMode.None ? "" : string.Create(CultureInfo.InvariantCulture, $"{result.SpansPerRequest * 100:0.0} %"));
        }

        table.Print(title);
    }

    private static string Show(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
