using Benchmarks.Sampling;
using DistributedTracing;
using DistributedTracing.AspNetCore.Internal;
using DistributedTracing.Sampling;
using OpenTelemetry.Trace;

namespace Benchmarks.Tests;

public sealed class RuleBenchmarksTests
{
    private readonly RuleBenchmarks _benchmarks = new();

    [Fact]
    public void EachSide_NewTraces_KeepsATenth()
    {
        var kept = new int[3];
        for (var i = 0; i < 5_000; i++)
        {
            _benchmarks.SetUp();
            kept[0] += Kept(_benchmarks.OpenTelemetry());
            kept[1] += Kept(_benchmarks.EightRulesByPath());
            kept[2] += Kept(_benchmarks.EightRulesByHeaders());
        }

        // Eight standard deviations around 500.
        kept.Should().AllSatisfy(count => count.Should().BeInRange(330, 670));
    }

    [Fact]
    public void Rules_OfBothSets_MatchWithTheLastOfEight()
    {
        _benchmarks.SetUp();
        foreach (var options in new[] { EightRules.ByPath(0.1), EightRules.ByHeaders(0.1) })
        {
            var rules = new SamplingPolicy(options).Rules.For(SamplingParent.None);
            var parameters = new SamplingParameters(
                default, System.Diagnostics.ActivityTraceId.CreateRandom(), "request", System.Diagnostics.ActivityKind.Server);

            rules.All.Should().HaveCount(8);
            rules.Find(new SamplingCandidate(in parameters, _benchmarks.Request)).Should().BeSameAs(rules.All[^1]);
        }
    }

    [Fact]
    public void Rules_OfBothSets_AllocateNothing()
    {
        _benchmarks.SetUp();

        Allocations.PerCall(() => _benchmarks.EightRulesByPath()).Should().Be(0);
        Allocations.PerCall(() => _benchmarks.EightRulesByHeaders()).Should().Be(0);
    }

    private static int Kept(SamplingResult result) => result.Decision == SamplingDecision.RecordAndSample ? 1 : 0;
}
