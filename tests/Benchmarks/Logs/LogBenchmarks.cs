using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using DistributedTracing.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Benchmarks.Logs;

/// <summary>One line through the plain console formatter, inside a span: the framework's, and ours, which adds the ids.</summary>
[MemoryDiagnoser]
public class LogBenchmarks : IDisposable
{
    private static readonly Func<string, Exception?, string> Message = static (state, _) => state;

    private readonly ServiceProvider _services = CreateServices();
    private readonly Activity _activity = new("request");
    private ConsoleFormatter? _formatter;

    /// <summary>Gets or sets where the lines go.</summary>
    internal TextWriter Output { get; set; } = TextWriter.Null;

    [GlobalSetup(Target = nameof(Framework))]
    public void SetUpFramework() => SetUp(formatter => formatter is not TraceConsoleFormatter);

    [GlobalSetup(Target = nameof(Ours))]
    public void SetUpOurs() => SetUp(formatter => formatter is TraceConsoleFormatter);

    [GlobalCleanup]
    public void Dispose()
    {
        _activity.Dispose();
        _services.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void Framework() => Write();

    [Benchmark]
    public void Ours() => Write();

    private static ServiceProvider CreateServices()
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConsole());
        services.AddDistributedTracingCore(options => options.Delivery.Enabled = false);
        return services.BuildServiceProvider();
    }

    private void SetUp(Func<ConsoleFormatter, bool> isWanted)
    {
        _formatter = _services.GetServices<ConsoleFormatter>().First(formatter => formatter.Name == ConsoleFormatterNames.Simple && isWanted(formatter));
        _activity.Start();
    }

    private void Write() => _formatter!.Write(
        new LogEntry<string>(LogLevel.Information, "Shop.Orders", default, "Order 42 was placed.", null, Message), null, Output);
}
