using Benchmarks.Trust;
using OpenTelemetry.Trace;

namespace Benchmarks.Tests;

public sealed class TrustBenchmarksTests
{
    [Fact]
    public void Extract_ByRules_HandsTheDecisionToTheSampler()
    {
        var benchmarks = new TrustBenchmarks();

        benchmarks.ExtractFromAnybody().Should().EndWith("-01");
        benchmarks.ExtractByDefault().Should().EndWith("-01");
        benchmarks.ExtractByFiveRules().Should().EndWith("-80");
    }

    [Fact]
    public void Sample_OnDemand_LeavesOtherRequestsAlone()
    {
        var benchmarks = new TrustBenchmarks();

        benchmarks.Sample().Decision.Should().Be(SamplingDecision.RecordAndSample);
        benchmarks.SampleOnDemand().Decision.Should().Be(SamplingDecision.RecordAndSample);
    }

    [Fact]
    public void Decisions_OfEverySide_AllocateNoMoreThanTheContext()
    {
        var benchmarks = new TrustBenchmarks();

        Allocations.PerCall(() => benchmarks.ExtractByDefault()).Should().Be(Allocations.PerCall(() => benchmarks.ExtractFromAnybody()));
        Allocations.PerCall(() => benchmarks.SampleOnDemand()).Should().Be(0);
    }
}
