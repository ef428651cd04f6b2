using System.Diagnostics;

namespace DistributedTracing.Tests.Spans;

/// <summary>What a span costs when nobody records it: no allocation.</summary>
public sealed class UnsampledSpanTests : IDisposable
{
    private readonly RecordedSource _unsampled = new(ActivitySamplingResult.None);
    private readonly ActivitySource _unheard = new("test." + Guid.NewGuid().ToString("N"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StartSpan_Unsampled_AllocatesNothing(bool isHeard)
    {
        var source = Source(isHeard);
        AllocatedInATrace(() =>
        {
            using var span = source.StartSpan("a", ActivityKind.Client);
            span.SetAttribute("text", "v").SetAttribute("switch", true).SetAttribute("whole", 42).SetAttribute("number", 0.5);
            span.AddEvent("e").AddLink(default).SetError("e");
        }).Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void StartSpanFromTemplate_Unsampled_AllocatesNothing(bool isHeard)
    {
        var source = Source(isHeard);
        AllocatedInATrace(() =>
        {
            using var one = source.StartSpanFromTemplate("load {id}", 42);
            using var two = source.StartSpanFromTemplate("load {id} {size}", 42, 1.5);
            using var three = source.StartSpanFromTemplate("load {id} {size} {on}", 42L, 1.5, true);
        }).Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_Unsampled_AllocatesNothing(bool isHeard)
    {
        var source = Source(isHeard);
        AllocatedInATrace(() =>
        {
            source.Run("a", static span => { span.SetAttribute("k", 1); });
            source.Run("a", static span => span.IsRecording ? 1 : 2);
        }).Should().Be(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RunAsync_UnsampledAndComplete_AllocatesNothing(bool isHeard)
    {
        var source = Source(isHeard);
        AllocatedInATrace(() =>
        {
            _ = source.RunAsync("a", static _ => Task.CompletedTask);
            _ = source.RunAsync("a", static _ => Task.FromResult(true));
        }).Should().Be(0);
    }

    [Fact]
    public void RecordedSpan_Allocates()
    {
        // Else the tests above could not fail.
        using var recorded = new RecordedSource();
        Allocations.Of(() => recorded.Source.StartSpan("a").Dispose()).Should().BePositive();
    }

    public void Dispose()
    {
        _unsampled.Dispose();
        _unheard.Dispose();
    }

    // Below a span that is not sampled, as in a request; for a trace of its own .NET itself makes ids before it asks listeners.
    private static long AllocatedInATrace(Action operation)
    {
        using var server = new RecordedSource(ActivitySamplingResult.PropagationData);
        using var request = server.Source.StartActivity("request");
        return Allocations.Of(operation);
    }

    private ActivitySource Source(bool isHeard) => isHeard ? _unsampled.Source : _unheard;
}
