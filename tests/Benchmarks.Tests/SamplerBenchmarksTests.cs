using Benchmarks.Sampling;
using OpenTelemetry.Trace;

namespace Benchmarks.Tests;

public sealed class SamplerBenchmarksTests
{
    [Theory]
    [InlineData(SpanParent.Local)]
    [InlineData(SpanParent.Remote)]
    public void BothSides_SampledParent_Keep(SpanParent parent)
    {
        var benchmarks = new SamplerBenchmarks { Parent = parent };
        benchmarks.SetUp();

        benchmarks.OpenTelemetry().Decision.Should().Be(SamplingDecision.RecordAndSample);
        benchmarks.Ours().Decision.Should().Be(SamplingDecision.RecordAndSample);
        benchmarks.OursWithIgnoredPaths().Decision.Should().Be(SamplingDecision.RecordAndSample);
    }

    [Fact]
    public void BothSides_NewTraces_KeepATenth()
    {
        var benchmarks = new SamplerBenchmarks { Parent = SpanParent.None };
        var kept = new int[3];
        for (var i = 0; i < 5_000; i++)
        {
            benchmarks.SetUp();
            kept[0] += Kept(benchmarks.OpenTelemetry());
            kept[1] += Kept(benchmarks.Ours());
            kept[2] += Kept(benchmarks.OursWithIgnoredPaths());
        }

        // Eight standard deviations around 500.
        kept.Should().AllSatisfy(count => count.Should().BeInRange(330, 670));
    }

    [Theory]
    [InlineData(SpanParent.None)]
    [InlineData(SpanParent.Local)]
    [InlineData(SpanParent.Remote)]
    public void Ours_AnyParent_AllocatesNothing(SpanParent parent)
    {
        var benchmarks = new SamplerBenchmarks { Parent = parent };
        benchmarks.SetUp();

        Allocations.PerCall(() => benchmarks.Ours()).Should().Be(0);
        Allocations.PerCall(() => benchmarks.OursWithIgnoredPaths()).Should().Be(0);
    }

    private static int Kept(SamplingResult result) => result.Decision == SamplingDecision.RecordAndSample ? 1 : 0;
}
