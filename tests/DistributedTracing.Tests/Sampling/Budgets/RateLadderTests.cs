using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class RateLadderTests
{
    [Fact]
    public void At_StepOfAnyRatio_IsWithinOnePointOnePercent()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var ratio = Math.Pow(10, -10 * random.NextDouble());
            RateLadder.At(RateLadder.StepOf(ratio)).Threshold.Ratio.Should().BeApproximately(ratio, ratio * 0.0115);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(double.PositiveInfinity)]
    public void StepOf_OneAndAbove_KeepsEverything(double ratio) =>
        RateLadder.At(RateLadder.StepOf(ratio)).Threshold.Should().Be(SamplingThreshold.Always);

    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    public void StepOf_NextToNothing_KeepsOneOfAMillionMillion(double ratio) =>
        RateLadder.At(RateLadder.StepOf(ratio)).Threshold.Ratio.Should().BeApproximately(Math.Pow(2, -40), 1e-14);

    [Fact]
    public void At_HalvedBelowTheLowest_StaysThere() =>
        RateLadder.At(RateLadder.StepOf(0) + (64 * RateLadder.StepsPerHalving)).Should().BeSameAs(RateLadder.At(RateLadder.StepOf(0)));

    [Fact]
    public void At_SameStep_IsTheSameObject() => RateLadder.At(77).Should().BeSameAs(RateLadder.At(77));

    [Fact]
    public void At_StepsPerHalvingFurther_IsHalfTheRate() =>
        RateLadder.At(10 + RateLadder.StepsPerHalving).Threshold.Ratio.Should().BeApproximately(RateLadder.At(10).Threshold.Ratio / 2, 0.0001);
}
