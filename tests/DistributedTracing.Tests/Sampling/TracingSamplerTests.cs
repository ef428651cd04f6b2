using System.Diagnostics;
using System.Globalization;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling;

public sealed class TracingSamplerTests
{
    [Theory]
    [InlineData(1, "00000000000000000000000000000001", true)]
    [InlineData(1, "0000000000000001ff00000000000000", true)]
    [InlineData(0, "ffffffffffffffffffffffffffffffff", false)]
    [InlineData(0.5, "00000000000000010080000000000000", true)]
    [InlineData(0.5, "ffffffffffffffffff7fffffffffffff", false)]
    [InlineData(0.25, "000000000000000000c0000000000000", true)]
    [InlineData(0.25, "000000000000000000bfffffffffffff", false)]
    public void ShouldSample_NewTrace_ComparesItsRandomnessWithTheThreshold(double ratio, string traceId, bool isKept) =>
        IsKept(Sampler(ratio), ActivityTraceId.CreateFromString(traceId)).Should().Be(isKept);

    [Theory]
    [InlineData(0, ActivityTraceFlags.Recorded, true, SamplingDecision.RecordAndSample)]
    [InlineData(0, ActivityTraceFlags.Recorded, false, SamplingDecision.RecordAndSample)]
    [InlineData(1, ActivityTraceFlags.None, true, SamplingDecision.Drop)]
    [InlineData(1, ActivityTraceFlags.None, false, SamplingDecision.Drop)]
    [InlineData(0, (ActivityTraceFlags)3, true, SamplingDecision.RecordAndSample)]
    [InlineData(1, (ActivityTraceFlags)2, true, SamplingDecision.Drop)]
    public void ShouldSample_WithParent_FollowsIt(double ratio, ActivityTraceFlags flags, bool isRemote, SamplingDecision decision)
    {
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, "a=1", isRemote);
        var result = Sampler(ratio).ShouldSample(new SamplingParameters(parent, parent.TraceId, "a", ActivityKind.Server));

        result.Decision.Should().Be(decision);
        result.TraceStateString.Should().BeNull("null keeps the caller's tracestate");
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void ShouldSample_ManyTraces_KeepsTheShare(double ratio)
    {
        const int Count = 200_000;
        var random = new Random(7);
        var sampler = Sampler(ratio);
        var kept = Enumerable.Range(0, Count).Count(_ => IsKept(sampler, RandomTraceId(random)));

        // Five standard deviations; the seed is fixed, so the test does not flicker.
        kept.Should().BeCloseTo((int)(ratio * Count), (uint)(5 * Math.Sqrt(Count * ratio * (1 - ratio))));
    }

    [Fact]
    public void ShouldSample_GreaterRatio_KeepsEverythingThatTheSmallerKeeps()
    {
        var random = new Random(11);
        var (small, great) = (Sampler(0.05), Sampler(0.2));
        for (var i = 0; i < 100_000; i++)
        {
            var traceId = RandomTraceId(random);
            if (IsKept(small, traceId))
            {
                IsKept(great, traceId).Should().BeTrue();
            }
        }
    }

    [Theory]
    [InlineData(0, ActivityTraceFlags.Recorded, true, SamplingDecision.Drop)]
    [InlineData(1, ActivityTraceFlags.None, true, SamplingDecision.RecordAndSample)]
    [InlineData(0, ActivityTraceFlags.Recorded, false, SamplingDecision.RecordAndSample)]
    [InlineData(1, ActivityTraceFlags.None, false, SamplingDecision.Drop)]
    public void ShouldSample_CallersAreNotFollowed_DecidesForRemoteParentsOnly(double ratio, ActivityTraceFlags flags, bool isRemote, SamplingDecision decision)
    {
        var sampler = new TracingSampler(new SamplingOptions { Ratio = ratio, FollowCallers = false }, []);
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, null, isRemote);

        sampler.ShouldSample(new SamplingParameters(parent, parent.TraceId, "a", ActivityKind.Server)).Decision.Should().Be(decision);
    }

    [Theory] // A new trace says at which threshold it was kept.
    [InlineData(1, null, "ot=th:0")]
    [InlineData(0.5, null, "ot=th:8")]
    [InlineData(0.5, "a=1", "ot=th:8,a=1")]
    [InlineData(0.5, "ot=th:c;rv:ffffffffffffff,a=1", "ot=th:8;rv:ffffffffffffff,a=1")]
    [InlineData(0.5, "ot=th:8", null)]
    public void ShouldSample_KeptHere_WritesTheThreshold(double ratio, string? traceState, string? written)
    {
        var sampler = new TracingSampler(new SamplingOptions { Ratio = ratio, FollowCallers = false }, []);
        var traceId = ActivityTraceId.CreateFromString("000000000000000000ffffffffffffff");
        var parent = traceState is null ? default : new ActivityContext(traceId, ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, traceState, isRemote: true);

        var result = sampler.ShouldSample(new SamplingParameters(parent, traceId, "a", ActivityKind.Server));

        result.Decision.Should().Be(SamplingDecision.RecordAndSample);
        result.TraceStateString.Should().Be(written);
    }

    [Theory] // "Not sampled: th is removed"; the explicit randomness, not the trace id's, decides.
    [InlineData("ot=th:8", "")]
    [InlineData("a=1,ot=th:8;rv:00000000000000", "ot=rv:00000000000000,a=1")]
    [InlineData("a=1", null)]
    public void ShouldSample_DroppedHere_TakesTheThresholdOut(string traceState, string? written)
    {
        var sampler = new TracingSampler(new SamplingOptions { Ratio = 0.5, FollowCallers = false }, []);
        var traceId = ActivityTraceId.CreateFromString(traceState.Contains("rv") ? "000000000000000000ffffffffffffff" : "00000000000000000000000000000001");
        var parent = new ActivityContext(traceId, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, traceState, isRemote: true);

        var result = sampler.ShouldSample(new SamplingParameters(parent, traceId, "a", ActivityKind.Server));

        result.Decision.Should().Be(SamplingDecision.Drop);
        result.TraceStateString.Should().Be(written);
    }

    [Theory] // "Consistency violations": a sampled trace below its threshold, or an unsampled one that has one.
    [InlineData(ActivityTraceFlags.Recorded, "ot=th:8,a=1", "ffffffffffffff", null)]
    [InlineData(ActivityTraceFlags.Recorded, "ot=th:8,a=1", "7fffffffffffff", "a=1")]
    [InlineData(ActivityTraceFlags.None, "ot=th:8,a=1", "ffffffffffffff", "a=1")]
    [InlineData(ActivityTraceFlags.None, "a=1", "ffffffffffffff", null)]
    public void ShouldSample_CallerContradictsItself_TakesTheThresholdOut(ActivityTraceFlags flags, string traceState, string randomness, string? written)
    {
        var traceId = ActivityTraceId.CreateFromString("000000000000000000" + randomness);
        var parent = new ActivityContext(traceId, ActivitySpanId.CreateRandom(), flags, traceState, isRemote: true);

        Sampler(1).ShouldSample(new SamplingParameters(parent, traceId, "a", ActivityKind.Server)).TraceStateString.Should().Be(written);
    }

    [Theory] // B3 without a sampling state: https://github.com/openzipkin/b3-propagation#sampling-state, "Defer"
    [InlineData(0, SamplingDecision.Drop)]
    [InlineData(1, SamplingDecision.RecordAndSample)]
    public void ShouldSample_CallerWhoDefers_DecidesHere(double ratio, SamplingDecision decision)
    {
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ContextFlags.Undecided, null, isRemote: true);

        Sampler(ratio).ShouldSample(new SamplingParameters(parent, parent.TraceId, "a", ActivityKind.Server)).Decision.Should().Be(decision);
    }

    [Theory]
    [InlineData(true, null)] // The caller's stays.
    [InlineData(false, "ot=th:0,a=1")]
    public void ShouldSample_DebugTrace_StaysOneWhereCallersAreFollowed(bool followsCallers, string? traceState)
    {
        var sampler = new TracingSampler(new SamplingOptions { FollowCallers = followsCallers }, []);
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "b3=d,a=1", isRemote: true);

        sampler.ShouldSample(new SamplingParameters(parent, parent.TraceId, "a", ActivityKind.Server)).TraceStateString.Should().Be(traceState);
    }

    [Theory]
    [InlineData(nameof(HeadVerdict.Drop), SamplingDecision.Drop, null)]
    [InlineData(nameof(HeadVerdict.Keep), SamplingDecision.RecordAndSample, null)]
    [InlineData(nameof(HeadVerdict.Debug), SamplingDecision.RecordAndSample, "b3=d")]
    public void ShouldSample_HeadDecision_ComesBeforeTheRatio(string verdict, SamplingDecision decision, string? traceState)
    {
        var sampler = new TracingSampler(new SamplingOptions { Ratio = decision == SamplingDecision.Drop ? 1 : 0 }, [new Always(Enum.Parse<HeadVerdict>(verdict))]);
        var result = sampler.ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), "a", ActivityKind.Server));

        result.Decision.Should().Be(decision);
        result.TraceStateString.Should().Be(traceState);
    }

    [Fact]
    public void ShouldSample_FilterDrops_ComesBeforeParentAndRatio()
    {
        var sampler = new TracingSampler(new SamplingOptions(), [new NameFilter("other"), new NameFilter("health")]);
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

        sampler.ShouldSample(new SamplingParameters(parent, parent.TraceId, "health", ActivityKind.Server)).Decision
            .Should().Be(SamplingDecision.Drop);
        sampler.ShouldSample(new SamplingParameters(default, parent.TraceId, "health", ActivityKind.Server)).Decision
            .Should().Be(SamplingDecision.Drop);
        sampler.ShouldSample(new SamplingParameters(default, parent.TraceId, "orders", ActivityKind.Server)).Decision
            .Should().Be(SamplingDecision.RecordAndSample);
    }

    [Fact]
    public void ShouldSample_AnyDecision_AllocatesNothing()
    {
        var sampler = new TracingSampler(new SamplingOptions { Ratio = 0.5 }, [new NameFilter("health")]);
        var root = new SamplingParameters(default, ActivityTraceId.CreateRandom(), "a", ActivityKind.Server);
        var child = new SamplingParameters(new ActivityContext(root.TraceId, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded), root.TraceId, "a", ActivityKind.Server);

        Allocations.Of(() =>
        {
            sampler.ShouldSample(root);
            sampler.ShouldSample(child);
        }).Should().Be(0);
    }

    [Fact]
    public void Description_InAnyCulture_IsTheSame()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        Sampler(0.25).Description.Should().Be("TracingSampler{0.25}");
        CultureInfo.CurrentCulture = before;
    }

    [Fact]
    public void TracerProvider_WithTheSampler_KeepsTraceStateAndTellsChildren()
    {
        using var source = new ActivitySource("test." + Guid.NewGuid().ToString("N"));
        using var provider = Sdk.CreateTracerProviderBuilder().SetSampler(Sampler(0)).AddSource(source.Name).Build();
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "a=1", isRemote: true);

        using var server = source.StartActivity("server", ActivityKind.Server, parent);
        using var child = source.StartActivity("child");

        server!.TraceStateString.Should().Be("a=1");
        child!.Recorded.Should().BeTrue();
        child.TraceStateString.Should().Be("a=1");
        child.ParentSpanId.Should().Be(server.SpanId);
    }

    private static TracingSampler Sampler(double ratio) => new(new SamplingOptions { Ratio = ratio }, []);

    private static bool IsKept(TracingSampler sampler, ActivityTraceId traceId) =>
        sampler.ShouldSample(new SamplingParameters(default, traceId, "a", ActivityKind.Internal)).Decision == SamplingDecision.RecordAndSample;

    private static ActivityTraceId RandomTraceId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return ActivityTraceId.CreateFromBytes(bytes);
    }

    private sealed class Always(HeadVerdict verdict) : IHeadDecision
    {
        public HeadVerdict Decide(in SamplingParameters parameters) => verdict;
    }

    private sealed class NameFilter(string name) : IHeadDecision
    {
        public HeadVerdict Decide(in SamplingParameters parameters) => parameters.Name == name ? HeadVerdict.Drop : HeadVerdict.None;
    }
}
