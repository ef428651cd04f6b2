using System.Diagnostics;
using DistributedTracing.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Tests.Logs;

/// <summary>The console logger itself. Alone, because the console belongs to the process.</summary>
[Collection(nameof(ProcessWide))]
public sealed class ConsoleLoggerTests : IDisposable
{
    private readonly TextWriter _console = Console.Out;
    private readonly StringWriter _text = new();

    public ConsoleLoggerTests() => Console.SetOut(_text);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Log_InASpan_ConsoleLineHasTheIdsWhoeverComesFirst(bool isConsoleFirst)
    {
        using var recorded = new RecordedSource();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        if (isConsoleFirst)
        {
            builder.Logging.AddConsole();
        }

        builder.Services.AddDistributedTracingCore(options => options.Delivery.Enabled = false);
        if (!isConsoleFirst)
        {
            builder.Logging.AddConsole();
        }

        string ids;
        using (var host = builder.Build())
        {
            using var span = recorded.Source.StartSpan("a");
            ids = $"[trace {span.Activity!.TraceId} span {span.Activity.SpanId}] reserved";
            host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Orders").LogInformation("reserved");
        }

        // Disposing the host has written out what was queued.
        _text.ToString().Should().Contain(ids);
    }

    [Fact]
    public async Task Start_WithWrongConfigurationInASpan_ThrowsWhatIsWrong()
    {
        using var recorded = new RecordedSource();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddConsole();
        builder.Services.AddDistributedTracingCore(options => options.Sampling.Ratio = 3);
        using var span = recorded.Source.StartSpan("start");

        (await ConfiguredHost.ProblemsAsync(builder.Build())).Should().Equal("Tracing:Sampling:Ratio = \"3\" (code): must be a number from 0 to 1.");
    }

    public void Dispose()
    {
        Console.SetOut(_console);
        _text.Dispose();
    }
}
