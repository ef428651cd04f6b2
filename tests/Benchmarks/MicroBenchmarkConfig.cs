using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace Benchmarks;

/// <summary>Short iterations, many of them: on a shared machine the median of many is steadier than one long run.</summary>
internal static class MicroBenchmarkConfig
{
    public static IConfig Create(bool quick)
    {
        var job = Job.Default
            .WithGcServer(false)
            .WithGcConcurrent(false)
            .WithWarmupCount(quick ? 3 : 6)
            .WithIterationCount(quick ? 5 : 12)
            .WithIterationTime(TimeInterval.FromMilliseconds(quick ? 60 : 150));
        return ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .HideColumns(Column.Error, Column.RatioSD, Column.Gen0, Column.Job)
            .WithOptions(ConfigOptions.DisableLogFile)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "results"));
    }
}
