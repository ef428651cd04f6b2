using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Propagation;

// https://github.com/openzipkin/b3-propagation
public sealed class B3Tests
{
    private const string Short = "8448eb211c80319c";
    private const string ShortPadded = "0000000000000000" + Short;

    private static readonly TracingPropagator Single = Contexts.Propagator("b3");
    private static readonly TracingPropagator Multi = Contexts.Propagator("b3multi");

    [Theory]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-1", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-d", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-0", Contexts.Unsampled)]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-1-05e3ac9a4f6e3b90", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-0-05e3ac9a4f6e3b90", Contexts.Unsampled)]
    [InlineData($" {Contexts.TraceId}-{Contexts.SpanId}-1\t", Contexts.Sampled)]
    [InlineData($"{Short}-{Contexts.SpanId}-1", $"00-{ShortPadded}-{Contexts.SpanId}-01")]
    [InlineData("0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-1", Contexts.Sampled)]
    public void ExtractSingle_ValidHeader_BecomesTraceParent(string b3, string traceParent) =>
        Single.Extract(new Headers(("b3", b3))).Should().Be(traceParent);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("d")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData(Contexts.TraceId)]
    [InlineData(Contexts.TraceId + "-")]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-")]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-2")]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-true")]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-1-")]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-1-05e3ac9a4f6e3b9")]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-1-05e3ac9a4f6e3b90-1")]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}1")]
    [InlineData($"{Contexts.TraceId}{Contexts.SpanId}-1")]
    [InlineData($"00000000000000000000000000000000-{Contexts.SpanId}-1")]
    [InlineData($"0000000000000000-{Contexts.SpanId}-1")]
    [InlineData($"{Contexts.TraceId}-0000000000000000-1")]
    [InlineData($"0{Contexts.TraceId}-{Contexts.SpanId}-1")]
    [InlineData($"{Short}0-{Contexts.SpanId}-1")]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-1,{Contexts.TraceId}-{Contexts.SpanId}-1")]
    [InlineData($"0af7651916cd43dd8448eb211c80319g-{Contexts.SpanId}-1")]
    public void ExtractSingle_WithoutValidIds_FindsNothing(string b3) =>
        Single.Extract(new Headers(("b3", b3))).Should().BeNull();

    [Theory]
    [InlineData("1", null, Contexts.Sampled)]
    [InlineData("0", null, Contexts.Unsampled)]
    [InlineData(" 0", null, Contexts.Unsampled)]
    [InlineData("true", null, Contexts.Sampled)]
    [InlineData("false", null, Contexts.Unsampled)]
    [InlineData("False", null, Contexts.Unsampled)]
    [InlineData(null, null, Contexts.Sampled)]
    [InlineData(null, "1", Contexts.Sampled)]
    [InlineData("0", "1", Contexts.Sampled)]
    [InlineData("0", " 1", Contexts.Sampled)]
    [InlineData("0", "0", Contexts.Unsampled)]
    public void ExtractMulti_SamplingState_DecidesTheFlag(string? sampled, string? flags, string traceParent)
    {
        var headers = new Headers(("X-B3-TraceId", Contexts.TraceId), ("X-B3-SpanId", Contexts.SpanId));
        if (sampled is not null)
        {
            headers["X-B3-Sampled"] = sampled;
        }

        if (flags is not null)
        {
            headers["X-B3-Flags"] = flags;
        }

        Multi.Extract(headers).Should().Be(traceParent);
    }

    [Theory]
    [InlineData(Short, Contexts.SpanId, $"00-{ShortPadded}-{Contexts.SpanId}-01")]
    [InlineData("0AF7651916CD43DD8448EB211C80319C", "B7AD6B7169203331", Contexts.Sampled)]
    [InlineData($" {Contexts.TraceId} ", $"\t{Contexts.SpanId}", Contexts.Sampled)]
    public void ExtractMulti_IdsInOtherForms_AreNormalized(string traceId, string spanId, string traceParent) =>
        Multi.Extract(new Headers(("X-B3-TraceId", traceId), ("X-B3-SpanId", spanId))).Should().Be(traceParent);

    [Theory]
    [InlineData("", Contexts.SpanId)]
    [InlineData(Contexts.TraceId, "")]
    [InlineData("00000000000000000000000000000000", Contexts.SpanId)]
    [InlineData("0000000000000000", Contexts.SpanId)]
    [InlineData(Contexts.TraceId, "0000000000000000")]
    [InlineData(Contexts.TraceId + "0", Contexts.SpanId)]
    [InlineData(Contexts.TraceId, Contexts.SpanId + "0")]
    [InlineData("xyz", Contexts.SpanId)]
    [InlineData($"{Contexts.TraceId},{Contexts.TraceId}", Contexts.SpanId)]
    public void ExtractMulti_WithoutValidIds_FindsNothing(string traceId, string spanId) =>
        Multi.Extract(new Headers(("X-B3-TraceId", traceId), ("X-B3-SpanId", spanId), ("X-B3-Sampled", "1"))).Should().BeNull();

    [Fact]
    public void ExtractMulti_OnlySamplingState_FindsNothing() =>
        Multi.Extract(new Headers(("X-B3-Sampled", "0"))).Should().BeNull();

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, "1")]
    [InlineData(ActivityTraceFlags.None, "0")]
    public void InjectSingle_Context_IsOneHeader(ActivityTraceFlags flags, string state) =>
        Single.Inject(Contexts.Context(flags, "a=1")).Should().Equal(new Headers(("b3", $"{Contexts.TraceId}-{Contexts.SpanId}-{state}")));

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, "1")]
    [InlineData(ActivityTraceFlags.None, "0")]
    public void InjectMulti_Context_IsThreeHeaders(ActivityTraceFlags flags, string state) =>
        Multi.Inject(Contexts.Context(flags, "a=1")).Should().Equal(new Headers(
            ("X-B3-TraceId", Contexts.TraceId), ("X-B3-SpanId", Contexts.SpanId), ("X-B3-Sampled", state)));
}
