using Benchmarks.Enqueue;

namespace Benchmarks.Tests;

public sealed class EnqueueScenarioTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Run_QueueLargerThanAllSpans_ExportsThemAll(int threads)
    {
        using var openTelemetry = EnqueueScenario.OpenTelemetry(65_536);
        using var ours = EnqueueScenario.Ours(65_536);

        openTelemetry.Run(threads, 1_000).Should().Match<EnqueueResult>(result => result.Offered == threads * 1_000 && result.Exported == result.Offered);
        ours.Run(threads, 1_000).Should().Match<EnqueueResult>(result => result.Offered == threads * 1_000 && result.Exported == result.Offered);
    }

    [Fact]
    public void RunFull_ExporterHangs_DropsAll()
    {
        using var openTelemetry = EnqueueScenario.OpenTelemetry(2_048);
        using var ours = EnqueueScenario.Ours(2_048);

        openTelemetry.RunFull(2, 1_000).DroppedPercent.Should().Be(100);
        ours.RunFull(2, 1_000).DroppedPercent.Should().Be(100);
    }

    [Fact]
    public void Ours_QueueWithRoomAndFull_AllocatesNothing()
    {
        using var ours = EnqueueScenario.Ours(65_536);
        ours.Run(1, 10_000);

        ours.Run(1, 10_000).Bytes.Should().Be(0);
        using var full = EnqueueScenario.Ours(2_048);
        full.RunFull(1, 10_000);
        full.RunFull(1, 10_000).Bytes.Should().Be(0);
    }
}
