using Benchmarks.Sampling;
using OpenTelemetry.Trace;

namespace Benchmarks.Tests;

public sealed class BudgetBenchmarksTests
{
    [Fact]
    public void Budgets_FirstTrace_IsKept()
    {
        var benchmarks = new BudgetBenchmarks();
        benchmarks.SetUp();

        benchmarks.MaxPerSecond().Decision.Should().Be(SamplingDecision.RecordAndSample);
        benchmarks.ByOperation().Decision.Should().Be(SamplingDecision.RecordAndSample);
        benchmarks.ByHostAndTenant().Decision.Should().Be(SamplingDecision.RecordAndSample);
        benchmarks.CleanUp();
    }

    [Fact]
    public void Budgets_AnyTrace_AllocateNothing()
    {
        var benchmarks = new BudgetBenchmarks();
        benchmarks.SetUp();

        ShouldAllocateNothing(() => benchmarks.MaxPerSecond());
        ShouldAllocateNothing(() => benchmarks.ByOperation());
        ShouldAllocateNothing(() => benchmarks.ByHostAndTenant());
        benchmarks.CleanUp();
    }

    // Such a loop drives the rate down, and each rate is made once in a process.
    private static void ShouldAllocateNothing(Action decide) => Enumerable.Range(0, 20).Min(_ => Allocations.PerCall(decide)).Should().Be(0);
}
