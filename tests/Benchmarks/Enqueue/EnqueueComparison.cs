using System.Globalization;

namespace Benchmarks.Enqueue;

/// <summary>Our batching processor against OpenTelemetry's, alternately in one process.</summary>
internal static class EnqueueComparison
{
    // So large that nothing is dropped: an enqueue that drops is fast.
    private const int LargeQueue = 1_048_576;
    private const int SmallQueue = 2_048;
    private const int Spans = 800_000;

    public static void Run(bool quick)
    {
        var rounds = quick ? 7 : 21;
        var table = NewTable();
        using (var openTelemetry = EnqueueScenario.OpenTelemetry(LargeQueue))
        using (var ours = EnqueueScenario.Ours(LargeQueue))
        {
            foreach (var threads in (int[])[1, 2, 8])
            {
                Compare(table, threads, rounds, () => openTelemetry.Run(threads, Spans / threads), () => ours.Run(threads, Spans / threads));
            }
        }

        table.Print($"OnEnd, queue of {LargeQueue:N0}, exporter that does nothing");
        table = NewTable();
        using (var openTelemetry = EnqueueScenario.OpenTelemetry(SmallQueue))
        using (var ours = EnqueueScenario.Ours(SmallQueue))
        {
            foreach (var threads in (int[])[1, 2, 8])
            {
                Compare(table, threads, rounds, () => openTelemetry.RunFull(threads, Spans / threads), () => ours.RunFull(threads, Spans / threads));
            }
        }

        table.Print("OnEnd, queue full, exporter that hangs");
    }

    private static Table NewTable() => new("threads", "OpenTelemetry ns", "ours ns", "ratio", "OpenTelemetry CPU ns", "ours CPU ns", "OpenTelemetry dropped", "ours dropped", "ours B");

    private static void Compare(Table table, int threads, int rounds, Func<EnqueueResult> runOpenTelemetry, Func<EnqueueResult> runOurs)
    {
        // Two rounds to warm up.
        var all = Enumerable.Range(0, rounds + 2).Select(round =>
        {
            if (round % 2 == 0)
            {
                var first = runOpenTelemetry();
                return (OpenTelemetry: first, Ours: runOurs());
            }

            var ours = runOurs();
            return (OpenTelemetry: runOpenTelemetry(), Ours: ours);
        }).Skip(2).ToList();
        table.Add(
            threads.ToString(CultureInfo.InvariantCulture),
            Show(all.Select(pair => pair.OpenTelemetry.Nanoseconds).Median()),
            Show(all.Select(pair => pair.Ours.Nanoseconds).Median()),
            all.Select(pair => pair.Ours.Nanoseconds / pair.OpenTelemetry.Nanoseconds).Median().ToString("0.00", CultureInfo.InvariantCulture),
            Show(all.Select(pair => pair.OpenTelemetry.CpuNanoseconds).Median()),
            Show(all.Select(pair => pair.Ours.CpuNanoseconds).Median()),
            Show(all.Select(pair => pair.OpenTelemetry.DroppedPercent).Median()) + " %",
            Show(all.Select(pair => pair.Ours.DroppedPercent).Median()) + " %",
            Show(all.Select(pair => pair.Ours.Bytes).Median()));
    }

    private static string Show(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
