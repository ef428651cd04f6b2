using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Propagation;

// https://www.jaegertracing.io/sdk-migration/#propagation-format
public sealed class JaegerTests
{
    private static readonly TracingPropagator Propagator = Contexts.Propagator("jaeger");

    [Theory]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:1", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:0", Contexts.Unsampled)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:01", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:2", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:3", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:8", Contexts.Unsampled)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:9", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:fF", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:05e3ac9a4f6e3b90:1", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}::1", Contexts.Sampled)]
    [InlineData($" {Contexts.TraceId}:{Contexts.SpanId}:0:1\t", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}%3A{Contexts.SpanId}%3A0%3a1", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}%3A{Contexts.SpanId}%3A05e3ac9a4f6e3b90%3A01", Contexts.Sampled)]
    [InlineData("0AF7651916CD43DD8448EB211C80319C:B7AD6B7169203331:0:1", Contexts.Sampled)]
    [InlineData("8448eb211c80319c:b7ad6b7169203331:0:1", "00-00000000000000008448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("a:b:0:1", "00-0000000000000000000000000000000a-000000000000000b-01")]
    public void Extract_ValidHeader_BecomesTraceParent(string header, string traceParent) => Extract(header).Should().Be(traceParent);

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("%")]
    [InlineData("1")]
    [InlineData(Contexts.TraceId)]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:1")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:g")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:-1")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0: 1")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:001")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:100")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:1:1")]
    [InlineData($"{Contexts.TraceId}::0:1")]
    [InlineData($":{Contexts.SpanId}:0:1")]
    [InlineData($"0:{Contexts.SpanId}:0:1")]
    [InlineData($"{Contexts.TraceId}:0:0:1")]
    [InlineData($"00000000000000000000000000000000:{Contexts.SpanId}:0:1")]
    [InlineData($"{Contexts.TraceId}:0000000000000000:0:1")]
    [InlineData($"0{Contexts.TraceId}:{Contexts.SpanId}:0:1")]
    [InlineData($"{Contexts.TraceId}:0{Contexts.SpanId}:0:1")]
    [InlineData($"0af7651916cd43dd8448eb211c80319g:{Contexts.SpanId}:0:1")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0:1,{Contexts.TraceId}:{Contexts.SpanId}:0:1")]
    [InlineData("a:b:0:1,a:b:0:1")]
    [InlineData($"{Contexts.TraceId}%253A{Contexts.SpanId}%253A0%253A1")]
    [InlineData($"{Contexts.TraceId}:{Contexts.SpanId}:0123456789012345678901234567890:1")]
    public void Extract_AnythingElse_FindsNothing(string header) => Extract(header).Should().BeNull();

    [Fact]
    public void Extract_TwoHeadersInAList_FindsNothing() =>
        new JaegerFormat().TryExtract(new Headers(("uber-trace-id", "a:b:0:1"), ("uber-trace-id", "a:b:0:1")), Headers.ListGetter, out _)
            .Should().BeFalse();

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, "1")]
    [InlineData((ActivityTraceFlags)3, "1")]
    [InlineData(ActivityTraceFlags.None, "0")]
    public void Inject_Context_IsOneHeader(ActivityTraceFlags flags, string state) =>
        Propagator.Inject(Contexts.Context(flags, "a=1")).Should().Equal(new Headers(("uber-trace-id", $"{Contexts.TraceId}:{Contexts.SpanId}:0:{state}")));

    [Theory] // "Debug flag": bit 2. It goes on to callees, whatever they speak.
    [InlineData("2", "b3=d")]
    [InlineData("3", "b3=d")]
    [InlineData("1", null)]
    [InlineData("0", null)]
    [InlineData("8", null)]
    public void Extract_DebugFlag_IsKeptInTheTraceState(string flags, string? expected)
    {
        Propagator.Extract(new Headers(("uber-trace-id", $"{Contexts.TraceId}:{Contexts.SpanId}:0:{flags}")), out var traceState);
        traceState.Should().Be(expected);
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, "b3=d", "3")]
    [InlineData(ActivityTraceFlags.Recorded, "a=1,b3=d", "3")]
    [InlineData(ActivityTraceFlags.None, "b3=d", "0")]
    public void Inject_DebugTrace_SetsTheDebugFlagOfWhatIsSampled(ActivityTraceFlags flags, string traceState, string expected) =>
        Propagator.Inject(Contexts.Context(flags, traceState))["uber-trace-id"].Should().EndWith($":0:{expected}");

    private static string? Extract(string header) => Propagator.Extract(new Headers(("uber-trace-id", header)));
}
