using DistributedTracing.Viewer.Internal.Jaeger;

namespace DistributedTracing.Viewer.Tests.Jaeger;

public sealed class GoDurationTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1ns", 1)]
    [InlineData("3us", 3_000)]
    [InlineData("3µs", 3_000)]
    [InlineData("100ms", 100_000_000)]
    [InlineData("1.2s", 1_200_000_000)]
    [InlineData(".5s", 500_000_000)]
    [InlineData("1m", 60_000_000_000)]
    [InlineData("1h15m30.918s", 4_530_918_000_000)]
    public void TryParse_AsGoWritesIt_GivesNanoseconds(string text, ulong expected)
    {
        GoDuration.TryParse(text, out var nanoseconds).Should().BeTrue();
        nanoseconds.Should().Be(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1.2.3s")]
    [InlineData("1 s")]
    [InlineData("1d")]
    [InlineData("99999999999999999h")]
    public void TryParse_AnythingElse_IsRefused(string text) => GoDuration.TryParse(text, out _).Should().BeFalse();
}
