using System.Diagnostics;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;

namespace DistributedTracing.Tests.Propagation;

/// <summary>B3: <see href="https://github.com/openzipkin/b3-propagation"/>; the names of the tests' remarks are headings of that page.</summary>
public sealed class B3Tests
{
    private const string Short = "8448eb211c80319c";
    private const string ShortPadded = "0000000000000000" + Short;

    private const string Deferred = $"00-{Contexts.TraceId}-{Contexts.SpanId}-80";

    private static readonly TracingPropagator Single = Contexts.Propagator("b3");
    private static readonly TracingPropagator Multi = Contexts.Propagator("b3multi");

    [Theory] // Single Header
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-1", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-d", Contexts.Sampled)]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}-0", Contexts.Unsampled)]
    [InlineData($"{Contexts.TraceId}-{Contexts.SpanId}", Deferred)] // "Defer is absence of the sampling field"
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
    [InlineData($"\u0130af7651916cd43dd8448eb211c80319c-{Contexts.SpanId}-1")] // Its low byte is that of "0".
    [InlineData($"{Contexts.TraceId}-\u0131\u0131ad6b7169203331-1")]
    public void ExtractSingle_WithoutValidIds_FindsNothing(string b3) =>
        Single.Extract(new Headers(("b3", b3))).Should().BeNull();

    [Theory] // Multiple Headers: Sampling State, Debug Flag
    [InlineData("1", null, Contexts.Sampled)]
    [InlineData("0", null, Contexts.Unsampled)]
    [InlineData(" 0", null, Contexts.Unsampled)]
    [InlineData("true", null, Contexts.Sampled)]
    [InlineData("false", null, Contexts.Unsampled)]
    [InlineData("False", null, Contexts.Unsampled)]
    [InlineData("TRUE", null, Contexts.Sampled)]
    [InlineData(null, null, Deferred)] // "Absent means defer the decision to the receiver"
    [InlineData("", null, Deferred)]
    [InlineData("2", null, Deferred)]
    [InlineData(null, "0", Deferred)]
    [InlineData("1,0", null, Contexts.Sampled)]
    [InlineData("0,1", null, Contexts.Unsampled)]
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
    [InlineData($"{Contexts.TraceId},{Short}", $"{Contexts.SpanId} , 05e3ac9a4f6e3b90", Contexts.Sampled)] // "the first value wins"
    public void ExtractMulti_IdsInOtherForms_AreNormalized(string traceId, string spanId, string traceParent) =>
        Multi.Extract(new Headers(("X-B3-TraceId", traceId), ("X-B3-SpanId", spanId), ("X-B3-Sampled", "1"))).Should().Be(traceParent);

    [Fact] // Multiple Headers: "When extracting state headers, the first value wins."
    public void ExtractMulti_HeadersInLists_TakesTheFirstOfEach()
    {
        var headers = new Headers(
            ("X-B3-TraceId", Contexts.TraceId), ("X-B3-TraceId", Short), ("X-B3-SpanId", Contexts.SpanId), ("X-B3-SpanId", Short), ("X-B3-Sampled", "0"), ("X-B3-Sampled", "1"));

        Multi.ExtractTraceIdAndState(headers, Headers.ListGetter, out var traceParent, out _);

        traceParent.Should().Be(Contexts.Unsampled);
    }

    [Theory]
    [InlineData("", Contexts.SpanId)]
    [InlineData(Contexts.TraceId, "")]
    [InlineData("00000000000000000000000000000000", Contexts.SpanId)]
    [InlineData("0000000000000000", Contexts.SpanId)]
    [InlineData(Contexts.TraceId, "0000000000000000")]
    [InlineData(Contexts.TraceId + "0", Contexts.SpanId)]
    [InlineData(Contexts.TraceId, Contexts.SpanId + "0")]
    [InlineData("xyz", Contexts.SpanId)]
    [InlineData($",{Contexts.TraceId}", Contexts.SpanId)]
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

    [Theory] // Sampling State: "Debug is an emphasized accept decision"
    [InlineData("b3", $"{Contexts.TraceId}-{Contexts.SpanId}-d")]
    [InlineData("b3", $"{Contexts.TraceId}-{Contexts.SpanId}-d-05e3ac9a4f6e3b90")]
    [InlineData("X-B3-Flags", "1")]
    public void Extract_Debug_IsKeptInTheTraceState(string header, string value)
    {
        var headers = new Headers(("X-B3-TraceId", Contexts.TraceId), ("X-B3-SpanId", Contexts.SpanId), (header, value));

        Contexts.Propagator("b3", "b3multi").Extract(headers, out var traceState).Should().Be(Contexts.Sampled);
        traceState.Should().Be("b3=d");
    }

    [Theory]
    [InlineData("b3=d", true)]
    [InlineData("a=1,b3=d", true)]
    [InlineData("a=1, b3=d ,c=2", true)]
    [InlineData("a=1,ab3=d,b3=d", true)]
    [InlineData("a=1", false)]
    [InlineData("ab3=d", false)]
    [InlineData("b3=d1", false)]
    [InlineData("b3=1", false)]
    [InlineData("a=b3=d", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Inject_SampledContext_IsDebugWhenItsTraceStateSaysSo(string? traceState, bool isDebug)
    {
        var context = Contexts.Context(traceState: traceState);

        Single.Inject(context).Should().Equal(new Headers(("b3", $"{Contexts.TraceId}-{Contexts.SpanId}-{(isDebug ? "d" : "1")}")));
        Multi.Inject(context).Should().Equal(new Headers(
            ("X-B3-TraceId", Contexts.TraceId),
            ("X-B3-SpanId", Contexts.SpanId),
            isDebug ? ("X-B3-Flags", "1") : ("X-B3-Sampled", "1"))); // "don't also send the X-B3-Sampled header"
    }

    [Fact] // A service on the way left the trace out.
    public void Inject_UnsampledContextOfADebugTrace_IsDenied()
    {
        var context = Contexts.Context(ActivityTraceFlags.None, "b3=d");

        Single.Inject(context)["b3"].Should().EndWith("-0");
        Multi.Inject(context).Should().Contain("X-B3-Sampled", "0").And.NotContainKey("X-B3-Flags");
    }

    [Theory]
    [InlineData("b3")]
    [InlineData("b3multi")]
    [InlineData("jaeger")]
    public void Debug_OverAHopOfW3C_ReachesTheNextServiceOfTheFormat(string format)
    {
        var propagator = Contexts.Propagator(format);
        var w3c = Contexts.Propagator("tracecontext");
        propagator.TryExtract(propagator.Inject(Contexts.Context(traceState: "b3=d")), Headers.Getter, out ActivityContext received).Should().BeTrue();
        w3c.TryExtract(w3c.Inject(received), Headers.Getter, out ActivityContext forwarded).Should().BeTrue();

        propagator.Inject(forwarded).Should().Equal(propagator.Inject(Contexts.Context(traceState: "b3=d")));
    }

    [Theory] // Http Encodings: "The single-header variant takes precedence over the multiple header one when extracting fields."
    [InlineData("b3,b3multi")]
    [InlineData("tracecontext,b3,b3multi,jaeger,baggage")]
    public void Extract_BothVariants_TakesTheSingleOne(string formats)
    {
        var headers = new Headers(
            ("b3", $"{Contexts.TraceId}-{Contexts.SpanId}-0"), ("X-B3-TraceId", Short), ("X-B3-SpanId", Contexts.SpanId), ("X-B3-Sampled", "1"));

        Contexts.Propagator(formats.Split(',')).Extract(headers).Should().Be(Contexts.Unsampled);
    }

    [Theory] // Single Header, Sampling State: "Sampling state can also be sent on its own (with no identifiers)."
    [InlineData("b3", "0", nameof(HeadVerdict.Drop))]
    [InlineData("b3", "1", nameof(HeadVerdict.Keep))]
    [InlineData("b3", " d ", nameof(HeadVerdict.Debug))]
    [InlineData("b3", "2", nameof(HeadVerdict.None))]
    [InlineData("b3", "", nameof(HeadVerdict.None))]
    [InlineData("b3", "-0", nameof(HeadVerdict.None))]
    [InlineData("b3", "0,1", nameof(HeadVerdict.None))]
    [InlineData("X-B3-Sampled", "0", nameof(HeadVerdict.Drop))]
    [InlineData("X-B3-Sampled", "false", nameof(HeadVerdict.Drop))]
    [InlineData("X-B3-Sampled", "1", nameof(HeadVerdict.Keep))]
    [InlineData("X-B3-Flags", "1", nameof(HeadVerdict.Debug))]
    [InlineData("X-B3-Flags", "0", nameof(HeadVerdict.None))]
    [InlineData("traceparent", "1", nameof(HeadVerdict.None))]
    public void ReadLoneDecision_SamplingStateWithoutIds_IsTheVerdictOnANewTrace(string header, string value, string verdict)
    {
        var headers = new Headers((header, value));
        var reader = new TracingPropagator(new PropagationOptions()).Reader;

        reader.ReadLoneDecision(headers, Headers.Getter).ToString().Should().Be(verdict);
        reader.TryRead(headers, Headers.Getter, out _).Should().BeFalse("a decision is no context");
    }

    [Fact]
    public void ReadLoneDecision_BothVariants_TakesTheSingleOne() =>
        new TracingPropagator(new PropagationOptions()).Reader
            .ReadLoneDecision(new Headers(("X-B3-Sampled", "1"), ("b3", "0")), Headers.Getter).Should().Be(HeadVerdict.Drop);

    [Fact]
    public void ReadLoneDecision_AnyHeaders_AllocatesNothing()
    {
        var reader = new TracingPropagator(new PropagationOptions()).Reader;
        Headers[] carriers = [new(), new(("b3", "d")), new(("X-B3-Sampled", "0")), new(("X-B3-Flags", "1"))];
        Action<Headers> read = headers => reader.ReadLoneDecision(headers, Headers.Getter);

        Allocations.Of(() => Array.ForEach(carriers, read)).Should().Be(0);
    }

    [Fact]
    public void ReadLoneDecision_B3NotAmongTheFormats_FindsNone() =>
        Contexts.Propagator("tracecontext", "jaeger").Reader.ReadLoneDecision(new Headers(("b3", "0")), Headers.Getter).Should().Be(HeadVerdict.None);

    [Theory]
    [InlineData(IncomingTrust.Trust, nameof(HeadVerdict.Drop))]
    [InlineData(IncomingTrust.ContinueIgnoringSampling, nameof(HeadVerdict.None))]
    [InlineData(IncomingTrust.RestartWithLink, nameof(HeadVerdict.None))]
    [InlineData(IncomingTrust.Ignore, nameof(HeadVerdict.None))]
    public void ExtractLoneDecision_Caller_IsFollowedWhenTrusted(IncomingTrust trust, string verdict) =>
        new TracingPropagator(new PropagationOptions(), [new Policy(trust)]).ExtractLoneDecision(new Headers(("b3", "0")), Headers.Getter)
            .ToString().Should().Be(verdict);

    [Theory]
    [InlineData("b3", $"{Contexts.TraceId}-{Contexts.SpanId}-d", null)]
    [InlineData("traceparent", Contexts.Sampled, "a=1,c=2")]
    public void Extract_DebugOfACallerWhoseDecisionsDoNotCount_IsTakenAway(string header, string value, string? expected)
    {
        var propagator = new TracingPropagator(new PropagationOptions(), [new Policy(IncomingTrust.ContinueIgnoringSampling)]);

        propagator.Extract(new Headers((header, value), ("tracestate", "a=1,b3=d, c=2")), out var traceState).Should().Be(Deferred);
        traceState.Should().Be(expected);
    }

    private sealed class Policy(IncomingTrust trust) : ITrustPolicy
    {
        public IncomingTrust TrustIn(object? carrier) => trust;
    }
}
