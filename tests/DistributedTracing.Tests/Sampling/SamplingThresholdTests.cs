using System.Diagnostics;
using System.Globalization;
using DistributedTracing.Sampling;

namespace DistributedTracing.Tests.Sampling;

// https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/tracestate-probability-sampling.md
public sealed class SamplingThresholdTests
{
    [Theory] // The specification's table of thresholds, at full precision.
    [InlineData(1.0, "00000000000000")]
    [InlineData(0.75, "40000000000000")]
    [InlineData(0.5, "80000000000000")]
    [InlineData(0.25, "c0000000000000")]
    [InlineData(0.125, "e0000000000000")]
    [InlineData(0.1, "e6666666666666")]
    [InlineData(0.01, "fd70a3d70a3d71")]
    [InlineData(0.001, "ffbe76c8b43958")]
    [InlineData(1.0 / 3, "aaaaaaaaaaaaac")]
    [InlineData(0.0, "100000000000000")]
    public void FromRatio_Ratio_GivesTheThresholdOfTheSpecification(double ratio, string threshold) =>
        SamplingThreshold.FromRatio(ratio).Should().Be(ulong.Parse(threshold, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    [Theory] // The smallest probability that the specification knows is 2^-56.
    [InlineData(double.Epsilon)]
    [InlineData(1e-300)]
    [InlineData(1e-18)]
    [InlineData(1.3877787807814457e-17)]
    public void FromRatio_TinyRatio_StillKeepsOneValue(double ratio) =>
        SamplingThreshold.FromRatio(ratio).Should().Be(SamplingThreshold.Never - 1);

    [Fact]
    public void FromRatio_JustBelowOne_RefusesSomething() =>
        SamplingThreshold.FromRatio(Math.BitDecrement(1.0)).Should().BeInRange(1, 16);

    [Fact]
    public void FromRatio_GreaterRatio_NeverHasTheGreaterThreshold()
    {
        var random = new Random(56);
        for (var i = 0; i < 100_000; i++)
        {
            var ratio = random.NextDouble();
            var greater = ratio + ((1 - ratio) * random.NextDouble());
            SamplingThreshold.FromRatio(greater).Should().BeLessThanOrEqualTo(SamplingThreshold.FromRatio(ratio));
        }
    }

    [Theory]
    [InlineData("ffffffffffffffffff00000000000001", 1)]
    [InlineData("ff000000000000000000000000000000", 0)]
    [InlineData("000000000000000000ffffffffffffff", (1L << 56) - 1)]
    [InlineData("00000000000000008448eb211c80319c", 0x48eb211c80319c)]
    [InlineData("0af7651916cd43dd8448eb211c80319c", 0x48eb211c80319c)]
    public void RandomnessOf_TraceId_IsItsLow56Bits(string traceId, long randomness) =>
        SamplingThreshold.RandomnessOf(ActivityTraceId.CreateFromString(traceId)).Should().Be((ulong)randomness);
}
