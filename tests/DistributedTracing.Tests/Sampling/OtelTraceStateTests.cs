using DistributedTracing.Sampling;

namespace DistributedTracing.Tests.Sampling;

// https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/tracestate-handling.md
public sealed class OtelTraceStateTests
{
    [Theory]
    [InlineData("ot=th:c", "c", null)]
    [InlineData("ot=th:c;rv:d29d6a7215ced0", "c", 0xd29d6a7215ced0L)]
    [InlineData("ot=rv:d29d6a7215ced0;th:c", "c", 0xd29d6a7215ced0L)]
    [InlineData("vendor=1, ot=x:y;th:0 ,other=ot=", "0", null)]
    [InlineData("ot=th:0", "0", null)]
    [InlineData("ot=th:", null, null)]
    [InlineData("ot=th:C", null, null)]
    [InlineData("ot=th:000000000000000", null, null)]
    [InlineData("ot=rv:d29d6a7215ced", null, null)]
    [InlineData("ot=rv:D29D6A7215CED0", null, null)]
    [InlineData("not=th:c", null, null)]
    [InlineData("vendor=ot", null, null)]
    [InlineData("ot=", null, null)]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void Of_TraceState_ReadsOurMember(string? traceState, string? threshold, long? randomness)
    {
        var read = OtelTraceState.Of(traceState);

        read.Threshold?.ToString().Should().Be(threshold);
        read.Randomness.Should().Be((ulong?)randomness);
    }

    [Theory]
    [InlineData(null, "c", "ot=th:c")]
    [InlineData("", "c", "ot=th:c")]
    [InlineData("a=1", "c", "ot=th:c,a=1")]
    [InlineData("a=1,b=2", "c", "ot=th:c,a=1,b=2")]
    [InlineData("ot=th:8", "c", "ot=th:c")]
    [InlineData("a=1,ot=th:8,b=2", "c", "ot=th:c,a=1,b=2")]
    [InlineData("a=1 , ot=th:8;rv:d29d6a7215ced0;x:y , b=2", "c", "ot=th:c;rv:d29d6a7215ced0;x:y,a=1,b=2")]
    [InlineData("ot=th:8", null, "")]
    [InlineData("ot=th:8,a=1", null, "a=1")]
    [InlineData("a=1,ot=th:8", null, "a=1")]
    [InlineData("a=1,ot=th:8;rv:d29d6a7215ced0", null, "ot=rv:d29d6a7215ced0,a=1")]
    [InlineData("a=1", null, "a=1")]
    [InlineData(null, null, "")]
    public void With_Threshold_ChangesThatOnly(string? traceState, string? threshold, string expected)
    {
        SamplingThreshold? th = threshold is not null && SamplingThreshold.TryParse(threshold, out var parsed) ? parsed : null;

        OtelTraceState.With(traceState, th).Should().Be(expected);
    }

    [Fact]
    public void With_OurMemberWouldGetTooLong_IsLeftOut()
    {
        SamplingThreshold.TryParse("fd70a", out var threshold).Should().BeTrue();
        var full = "ot=x:" + new string('y', 250);

        OtelTraceState.With(full + ",a=1", threshold).Should().Be("a=1");
    }
}
