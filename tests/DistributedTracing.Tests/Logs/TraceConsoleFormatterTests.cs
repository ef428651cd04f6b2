using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Tests.Logs;

public sealed class TraceConsoleFormatterTests : IDisposable
{
    private readonly RecordedSource _recorded = new();

    [Fact]
    public void Write_InASpan_BeginsTheMessageWithItsIds()
    {
        using var console = new ConsoleLines();
        using var span = _recorded.Source.StartSpan("a");

        console.Write("reserved").Should().Be($"info: Orders[7]\n      [trace {span.Activity!.TraceId} span {span.Activity.SpanId}] reserved\n");
    }

    [Fact]
    public void Write_InNestedSpans_NamesTheInnerAndThenTheOuter()
    {
        using var console = new ConsoleLines();
        using var outer = _recorded.Source.StartSpan("outer");
        using (var inner = _recorded.Source.StartSpan("inner"))
        {
            console.Write("x").Should().Contain($"span {inner.Activity!.SpanId}]");
        }

        console.Write("x").Should().Contain($"span {outer.Activity!.SpanId}]");
    }

    [Fact]
    public void Write_OutsideASpan_IsTheFrameworksLine()
    {
        using var console = new ConsoleLines();
        WithoutSpan(() => console.Write("reserved")).Should().Be("info: Orders[7]\n      reserved\n");
    }

    [Fact]
    public void Write_HierarchicalActivity_IsTheFrameworksLine()
    {
        using var console = new ConsoleLines();
        using var activity = new Activity("a").SetIdFormat(ActivityIdFormat.Hierarchical).Start();
        console.Write("reserved").Should().Be("info: Orders[7]\n      reserved\n");
    }

    [Fact]
    public void Write_UsersFormatterOptions_AreKept()
    {
        using var console = new ConsoleLines(logging => logging.AddSimpleConsole(options =>
        {
            options.SingleLine = true;
            options.TimestampFormat = "'at noon '";
            options.IncludeScopes = true;
        }));
        var scopes = new LoggerExternalScopeProvider();
        using var scope = scopes.Push("order 42");
        using var span = _recorded.Source.StartSpan("a");

        console.Write("reserved\nagain", scopes: scopes)
            .Should().Be($"at noon info: Orders[7] => order 42 [trace {span.Activity!.TraceId} span {span.Activity.SpanId}] reserved again\n");
    }

    [Fact]
    public void Write_OptionsSetBeforeOrAfter_AreSeen()
    {
        using var console = new ConsoleLines(logging => logging.AddConsole().AddSimpleConsole(options => options.SingleLine = true));
        WithoutSpan(() => console.Write("x")).Should().Be("info: Orders[7] x\n");
    }

    [Fact]
    public void Write_SwitchedOff_IsTheFrameworksLine()
    {
        using var console = new ConsoleLines(tracing: options => options.Logs.Console = false);
        using var span = _recorded.Source.StartSpan("a");
        console.Write("reserved").Should().Be("info: Orders[7]\n      reserved\n");
    }

    [Fact]
    public void Write_Systemd_BeginsTheMessageWithTheIdsToo()
    {
        using var console = new ConsoleLines(logging => logging.AddConsole());
        using var span = _recorded.Source.StartSpan("a");

        console.Write("reserved", formatter: ConsoleFormatterNames.Systemd).Should().Be(
            $"<6>Orders[7] [trace {span.Context.TraceId} span {span.Context.SpanId}] reserved\n");
    }

    [Fact]
    public void Write_Json_IsTheFrameworks()
    {
        using var console = new ConsoleLines(logging => logging.AddConsole());
        using var span = _recorded.Source.StartSpan("a");

        console.Write("reserved", formatter: ConsoleFormatterNames.Json).Should().StartWith("{").And.Contain("\"Message\":\"reserved\"").And.NotContain("[trace");
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(false, false)]
    public void JsonOptions_UnlessTheApplicationSaysOtherwise_IncludeScopes(bool? configured, bool includesScopes)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddJsonConsole(json => json.IncludeScopes = configured ?? json.IncludeScopes));
        services.AddDistributedTracingCore();
        using var provider = services.BuildServiceProvider();

        provider.GetRequiredService<IOptionsMonitor<JsonConsoleFormatterOptions>>().CurrentValue.IncludeScopes.Should().Be(includesScopes);
    }

    [Fact]
    public void Write_NullMessage_WritesNothing()
    {
        using var console = new ConsoleLines();
        using var span = _recorded.Source.StartSpan("a");
        console.Write(null).Should().BeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Write_ExceptionWithoutAMessage_StillHasTheIds(string? message)
    {
        using var console = new ConsoleLines();
        using var span = _recorded.Source.StartSpan("a");

        console.Write(message, new TimeoutException("slow"))
            .Should().Be($"info: Orders[7]\n      [trace {span.Activity!.TraceId} span {span.Activity.SpanId}] \n      System.TimeoutException: slow\n");
    }

    [Fact]
    public void Write_MessageAndException_AreBothThere()
    {
        using var console = new ConsoleLines();
        using var span = _recorded.Source.StartSpan("a");

        console.Write("failed", new TimeoutException("slow"))
            .Should().Be($"info: Orders[7]\n      [trace {span.Activity!.TraceId} span {span.Activity.SpanId}] failed\n      System.TimeoutException: slow\n");
    }

    [Fact] // The host logs the failed start, and must not fail at that.
    public void Write_WhenTheConfigurationIsWrong_DoesNotThrow()
    {
        using var console = new ConsoleLines(tracing: _ => throw new OptionsValidationException("a", typeof(TracingOptions), ["wrong"]));
        using var span = _recorded.Source.StartSpan("a");

        console.Write("failed to start").Should().Contain("failed to start");
        console.Write("again").Should().Contain("again");
    }

    [Fact]
    public void Write_InParallel_EachLineHasItsOwnSpan()
    {
        using var console = new ConsoleLines();
        Parallel.For(0, 500, _ => _recorded.Source.Run("a", span => console.Write("x").Should().Contain($"span {span.Activity!.SpanId}]")));
    }

    public void Dispose() => _recorded.Dispose();

    private static T WithoutSpan<T>(Func<T> work)
    {
        var current = Activity.Current;
        Activity.Current = null;
        try
        {
            return work();
        }
        finally
        {
            Activity.Current = current;
        }
    }
}
