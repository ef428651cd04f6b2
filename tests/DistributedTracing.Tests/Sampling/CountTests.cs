using System.Diagnostics;
using DistributedTracing.Sampling;
using DistributedTracing.Tests.Sampling.Rules;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling;

/// <summary>What is kept can be made up to what there was, and services that keep less keep nothing that others have left out.</summary>
public sealed class CountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    [InlineData(0.01)]
    public void AdjustedCounts_ThroughARatio_AddUpToTheTraffic(double ratio) => ShouldAddUp(new SamplingOptions { Ratio = ratio }, _ => "a");

    [Fact]
    public void AdjustedCounts_ThroughRules_AddUpToTheTrafficOfEach()
    {
        var options = new SamplingOptions
        {
            Ratio = 0.02,
            Rules =
            {
                new SamplingRule { SpanName = { "rare" }, Ratio = 1 },
                new SamplingRule { SpanName = { "often" }, Ratio = 0.05 },
                new SamplingRule { SpanName = { "some*" }, Ratio = 0.25 },
            },
        };

        ShouldAddUp(options, random => random.Next(100) switch { 0 => "rare", < 60 => "often", < 80 => "something", _ => "else" });
    }

    [Fact]
    public void AdjustedCounts_WhileThePolicyIsReplaced_AddUpToTheTraffic()
    {
        var random = new Random(31);
        var current = new CurrentPolicy(new SamplingPolicy(new SamplingOptions { Ratio = 0.5 }));
        var sampler = new TracingSampler(current, []);
        var sum = new Sum();
        for (var i = 0; i < 200_000; i++)
        {
            if (i % 100 == 0)
            {
                var options = new SamplingOptions { Ratio = random.NextDouble(), Rules = { new SamplingRule { SpanName = { "a" }, Ratio = 0.01 + (random.NextDouble() / 2) } } };
                current.Replace(new SamplingPolicy(options, previous: current.Value));
            }

            sum.Add(sampler.ShouldSample(new SamplingParameters(default, Some.TraceId(random), i % 2 == 0 ? "a" : "b", ActivityKind.Server)));
        }

        sum.ShouldEstimate(200_000);
    }

    [Fact]
    public void Chain_OfServicesAtDifferentRatios_KeepsATraceWhereverMoreIsKept()
    {
        var random = new Random(37);
        double[] ratios = [0.5, 0.05, 0.9, 0.2];

        // No service follows another, so each decides on the tracestate that the one before it has left.
        var services = ratios.Select(ratio => new TracingSampler(new SamplingOptions { Ratio = ratio, FollowCallers = false }, [])).ToArray();
        var sums = ratios.Select(_ => new Sum()).ToArray();
        for (var i = 0; i < 50_000; i++)
        {
            var kept = Through(services, Some.TraceId(random), sums);
            foreach (var (ratio, isKept) in ratios.Zip(kept))
            {
                ratios.Zip(kept).All(other => other.First < ratio || !isKept || other.Second).Should().BeTrue();
            }
        }

        sums.Should().AllSatisfy(sum => sum.ShouldEstimate(50_000));
    }

    private static bool[] Through(TracingSampler[] services, ActivityTraceId traceId, Sum[] sums)
    {
        var kept = new bool[services.Length];
        var context = default(ActivityContext);
        for (var i = 0; i < services.Length; i++)
        {
            var result = services[i].ShouldSample(new SamplingParameters(context, traceId, "a", ActivityKind.Server));
            kept[i] = result.Decision == SamplingDecision.RecordAndSample;
            var traceState = result.TraceStateString ?? context.TraceState;
            sums[i].Add(new SamplingResult(result.Decision, traceState!));
            context = new ActivityContext(
                traceId, ActivitySpanId.CreateRandom(), kept[i] ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None, traceState, isRemote: true);
        }

        return kept;
    }

    private static void ShouldAddUp(SamplingOptions options, Func<Random, string> name)
    {
        var random = new Random(41);
        var sampler = new TracingSampler(options, []);
        var sums = new Dictionary<string, (int Count, Sum Sum)>();
        for (var i = 0; i < 200_000; i++)
        {
            var span = name(random);
            var (count, sum) = sums.GetValueOrDefault(span, (0, new Sum()));
            sum.Add(sampler.ShouldSample(new SamplingParameters(default, Some.TraceId(random), span, ActivityKind.Server)));
            sums[span] = (count + 1, sum);
        }

        foreach (var (count, sum) in sums.Values)
        {
            sum.ShouldEstimate(count);
        }
    }

    private sealed class Sum
    {
        private double _estimate;
        private double _variance;

        public void Add(in SamplingResult result)
        {
            if (result.Decision == SamplingDecision.RecordAndSample)
            {
                var threshold = OtelTraceState.Of(result.TraceStateString).Threshold!.Value;

                // Of an estimate 1/p that is made with probability p; its own estimate is again made up by 1/p.
                _estimate += threshold.AdjustedCount;
                _variance += threshold.AdjustedCount * threshold.AdjustedCount * (1 - threshold.Ratio);
            }
        }

        public void ShouldEstimate(int count) => _estimate.Should().BeApproximately(count, (4 * Math.Sqrt(_variance)) + 1e-6);
    }
}
