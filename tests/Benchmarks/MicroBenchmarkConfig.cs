using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Benchmarks;

/// <summary>Many short iterations, measured in the processor time of their thread, so that figures hold on a shared machine.</summary>
/// <remarks>In this process, because BenchmarkDotNet does not carry a clock over to a generated one.</remarks>
internal static class MicroBenchmarkConfig
{
    public static IConfig Create(bool quick)
    {
        var job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithClock(new ProcessorTimeClock())
            .WithWarmupCount(8)
            .WithIterationCount(quick ? 7 : 15)
            .WithIterationTime(TimeInterval.FromMilliseconds(quick ? 40 : 100));
        return ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .HideColumns(Column.Error, Column.RatioSD, Column.Median, Column.Gen0, Column.Job, Column.AllocRatio)
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
    }

    private sealed class ProcessorTimeClock : IClock
    {
        public string Title => "Processor time of the thread";

        public bool IsAvailable => true;

        public Frequency Frequency => new(1, FrequencyUnit.GHz);

        public long GetTimestamp() => (long)ThreadClock.Nanoseconds;
    }
}
