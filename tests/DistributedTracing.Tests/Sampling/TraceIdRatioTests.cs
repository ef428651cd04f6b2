using System.Diagnostics;
using DistributedTracing.Sampling;
using DistributedTracing.Tests.Sampling.Rules;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling;

/// <summary>The algorithm for fleets that also have services with OpenTelemetry .NET's own sampler.</summary>
public sealed class TraceIdRatioTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1e-6)]
    [InlineData(0.1)]
    [InlineData(1.0 / 3)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    [InlineData(1)]
    public void ShouldSample_RandomTraces_DecidesLikeOpenTelemetry(double ratio)
    {
        var random = new Random(23);
        var ours = new TracingSampler(new SamplingOptions { Ratio = ratio, Algorithm = SamplingAlgorithm.TraceIdRatio }, []);
        var theirs = new ParentBasedSampler(new TraceIdRatioBasedSampler(ratio));
        for (var i = 0; i < 10_000; i++)
        {
            var parameters = new SamplingParameters(default, Some.TraceId(random), "a", ActivityKind.Server);

            ours.ShouldSample(parameters).Decision.Should().Be(theirs.ShouldSample(parameters).Decision, "of {0}", parameters.TraceId);
        }
    }

    [Theory]
    [InlineData("00000000000000000000000000000001")]
    [InlineData("7fffffffffffffffffffffffffffffff")]
    [InlineData("80000000000000000000000000000000")]
    [InlineData("80000000000000010000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    [InlineData("bfffffffffffffff0000000000000000")]
    [InlineData("c0000000000000000000000000000000")]
    public void ShouldSample_IdsAtTheLimits_DecidesLikeOpenTelemetry(string id)
    {
        foreach (var ratio in new[] { 0, 0.5, 1 })
        {
            var parameters = new SamplingParameters(default, ActivityTraceId.CreateFromString(id), "a", ActivityKind.Server);

            new TracingSampler(new SamplingOptions { Ratio = ratio, Algorithm = SamplingAlgorithm.TraceIdRatio }, []).ShouldSample(parameters).Decision
                .Should().Be(new TraceIdRatioBasedSampler(ratio).ShouldSample(parameters).Decision);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("a=1", null)]
    [InlineData("ot=th:8;rv:ffffffffffffff,a=1", "ot=rv:ffffffffffffff,a=1")]
    public void ShouldSample_Kept_SaysNoThreshold(string? traceState, string? written) =>
        (new SpanSketch { Parent = SamplingParent.Untrusted, TraceState = traceState })
            .Under(new SamplingOptions { Algorithm = SamplingAlgorithm.TraceIdRatio }).TraceStateString.Should().Be(written);

    [Fact]
    public void Randomness_OfAnyTrace_IsItsLowBits()
    {
        var random = new Random(29);
        for (var i = 0; i < 10_000; i++)
        {
            var traceId = Some.TraceId(random);
            TraceRandomness.Of(traceId).Should().Be(Convert.ToUInt64(traceId.ToHexString()[18..], 16));
        }
    }
}
