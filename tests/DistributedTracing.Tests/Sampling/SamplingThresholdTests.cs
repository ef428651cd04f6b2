using System.Diagnostics;
using DistributedTracing.Sampling;

namespace DistributedTracing.Tests.Sampling;

// https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/tracestate-probability-sampling.md
public sealed class SamplingThresholdTests
{
    [Theory] // "Converting floating-point probability to threshold value", precision 4.
    [InlineData(1.0, "0")]
    [InlineData(0.75, "4")]
    [InlineData(0.5, "8")]
    [InlineData(0.25, "c")]
    [InlineData(0.125, "e")]
    [InlineData(0.0625, "f")]
    [InlineData(2.0 / 3, "5555")]
    [InlineData(1.0 / 3, "aaab")]
    [InlineData(0.1, "e666")]
    [InlineData(0.01, "fd70a")]
    [InlineData(0.001, "ffbe77")]
    [InlineData(0.000001, "ffffef39")]
    [InlineData(0.9, "199a")]
    [InlineData(0.999, "004189")]
    public void FromRatio_Ratio_IsWrittenAsTheSpecificationDoes(double ratio, string th) =>
        SamplingThreshold.FromRatio(ratio).ToString().Should().Be(th);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void FromRatio_Nothing_HasNoText(double ratio)
    {
        SamplingThreshold.FromRatio(ratio).Should().Be(SamplingThreshold.Never);
        SamplingThreshold.Never.ToString().Should().BeEmpty();
        SamplingThreshold.Never.Keeps(SamplingThreshold.Limit - 1).Should().BeFalse();
    }

    [Theory] // The smallest probability that the specification knows is 2^-56.
    [InlineData(double.Epsilon)]
    [InlineData(1e-300)]
    [InlineData(1e-18)]
    [InlineData(1.3877787807814457e-17)]
    public void FromRatio_TinyRatio_StillKeepsOneValue(double ratio) =>
        SamplingThreshold.FromRatio(ratio).Value.Should().Be(SamplingThreshold.Limit - 1);

    [Fact]
    public void FromRatio_JustBelowOne_RefusesSomething() =>
        SamplingThreshold.FromRatio(Math.BitDecrement(1.0)).Value.Should().BeInRange(1, 16);

    [Fact]
    public void FromRatio_AnyRatio_IsReadBackAsItDecidesAndCloseToTheRatio()
    {
        var random = new Random(3);
        for (var i = 0; i < 100_000; i++)
        {
            var ratio = Math.Pow(random.NextDouble(), 1 + random.Next(12));
            var threshold = SamplingThreshold.FromRatio(ratio);
            SamplingThreshold.TryParse(threshold.ToString(), out var read).Should().BeTrue();
            read.Should().Be(threshold);
            threshold.Ratio.Should().BeApproximately(ratio, (ratio * 0.0005) + Math.Pow(2, -56));
        }
    }

    [Fact]
    public void FromRatio_GreaterRatio_NeverHasTheGreaterThreshold()
    {
        var random = new Random(56);
        for (var i = 0; i < 100_000; i++)
        {
            var ratio = random.NextDouble();
            var greater = ratio + ((1 - ratio) * random.NextDouble());
            SamplingThreshold.FromRatio(greater).Value.Should().BeLessThanOrEqualTo(SamplingThreshold.FromRatio(ratio).Value);
        }
    }

    [Theory] // "Trailing zeros of th may be left out."
    [InlineData("0", 0)]
    [InlineData("8", 1L << 55)]
    [InlineData("c", 3L << 54)]
    [InlineData("fd70a", 0xfd70aL << 36)]
    [InlineData("00000000000001", 1)]
    [InlineData("ffffffffffffff", (1L << 56) - 1)]
    public void TryParse_Digits_AreTheFirstOfFourteen(string text, long value)
    {
        SamplingThreshold.TryParse(text, out var threshold).Should().BeTrue();
        threshold.Value.Should().Be((ulong)value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000000000000")]
    [InlineData("C")]
    [InlineData("g")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("0x1")]
    public void TryParse_NoThreshold_IsRefused(string text) => SamplingThreshold.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("0", 1)]
    [InlineData("8", 2)]
    [InlineData("c", 4)]
    [InlineData("fc", 64)]
    public void AdjustedCount_Threshold_IsHowManyTracesOneStandsFor(string text, double count)
    {
        SamplingThreshold.TryParse(text, out var threshold).Should().BeTrue();
        threshold.AdjustedCount.Should().Be(count);
    }

    [Theory]
    [InlineData("ffffffffffffffffff00000000000001", 1)]
    [InlineData("ff000000000000000000000000000000", 0)]
    [InlineData("000000000000000000ffffffffffffff", (1L << 56) - 1)]
    [InlineData("00000000000000008448eb211c80319c", 0x48eb211c80319c)]
    [InlineData("0af7651916cd43dd8448eb211c80319c", 0x48eb211c80319c)]
    public void RandomnessOf_TraceId_IsItsLow56Bits(string traceId, long randomness) =>
        TraceRandomness.Of(ActivityTraceId.CreateFromString(traceId)).Should().Be((ulong)randomness);
}
