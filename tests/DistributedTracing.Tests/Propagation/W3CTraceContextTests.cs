using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Propagation;

// https://www.w3.org/TR/trace-context-2/
public sealed class W3CTraceContextTests
{
    private static readonly TracingPropagator Propagator = Contexts.Propagator("tracecontext");

    [Theory]
    [InlineData(Contexts.Sampled)]
    [InlineData(Contexts.Unsampled)]
    [InlineData($"00-{Contexts.TraceId}-{Contexts.SpanId}-02")]
    [InlineData($"00-{Contexts.TraceId}-{Contexts.SpanId}-03")]
    [InlineData("00-00000000000000000000000000000001-0000000000000001-01")]
    public void Extract_ValidTraceParent_IsKeptAsItIs(string traceParent) =>
        Propagator.Extract(new Headers(("traceparent", traceParent))).Should().BeSameAs(traceParent);

    [Theory] // #traceparent-header: "vendors MUST ignore" each of these
    [InlineData("")]
    [InlineData("00")]
    [InlineData("garbage")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("FF-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("0g-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("000-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0A")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-zz")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-011")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more")]
    [InlineData("00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c0-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333-01")]
    [InlineData("00-0af7651916cd43dd 448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("00-\u0130af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")] // Its low byte is that of "0".
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333\u0161-01")]
    [InlineData("00-٠af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01what")]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what")]
    [InlineData("cc-00000000000000000000000000000000-b7ad6b7169203331-01-what")]
    public void Extract_InvalidTraceParent_FindsNothing(string traceParent)
    {
        Propagator.Extract(new Headers(("traceparent", traceParent), ("tracestate", "a=1")), out var traceState).Should().BeNull();
        traceState.Should().BeNull("tracestate means nothing without traceparent");
    }

    [Theory] // #versioning-of-traceparent: a later version is read as far as version 00 knows it
    [InlineData("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-")]
    [InlineData("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-will-be-like")]
    [InlineData("fe-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    public void Extract_LaterVersion_BecomesVersion00(string traceParent) =>
        Propagator.Extract(new Headers(("traceparent", traceParent))).Should().Be(Contexts.Sampled);

    [Theory] // #trace-flags: "Vendors MUST set those to zero", those being the bits without a meaning
    [InlineData("00", "ff", "03")]
    [InlineData("00", "fe", "02")]
    [InlineData("00", "08", "00")]
    [InlineData("00", "81", "01")]
    [InlineData("cc", "05", "01")]
    public void Extract_UnknownFlags_AreCleared(string version, string flags, string expected) =>
        Propagator.Extract(new Headers(("traceparent", $"{version}-{Contexts.TraceId}-{Contexts.SpanId}-{flags}")))
            .Should().Be($"00-{Contexts.TraceId}-{Contexts.SpanId}-{expected}");

    [Theory] // RFC 9110 section 5.5: optional whitespace around a value is no part of it
    [InlineData(" " + Contexts.Sampled)]
    [InlineData(Contexts.Sampled + "\t ")]
    [InlineData("\t" + Contexts.Sampled + " ")]
    public void Extract_WhitespaceAroundTraceParent_IsCutOff(string traceParent) =>
        Propagator.Extract(new Headers(("traceparent", traceParent))).Should().Be(Contexts.Sampled);

    [Fact]
    public void Extract_TraceParentTwice_FindsNothing()
    {
        var headers = new Headers(("traceparent", Contexts.Sampled), ("traceparent", Contexts.Sampled));

        Propagator.Extract(headers).Should().BeNull();
        Propagator.ExtractTraceIdAndState(headers, Headers.ListGetter, out var traceParent, out _);
        traceParent.Should().BeNull();
    }

    [Fact]
    public void Extract_LaterVersionTwice_FindsNothing()
    {
        const string Later = $"cc-{Contexts.TraceId}-{Contexts.SpanId}-01";
        Propagator.Extract(new Headers(("traceparent", Later), ("traceparent", Later))).Should().BeNull();
    }

    [Theory] // #tracestate-header
    [InlineData("rojo=00f067aa0ba902b7")]
    [InlineData("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE")]
    [InlineData("fw529a3039@dt=FfgBKAAA , a=1")]
    [InlineData("a=1,,b=2")]
    [InlineData("0a/b-c_d*e=!\"#$%&'()*+-./:;<>?@[\\]^_`{|}~ x")]
    [InlineData("\ta=1 \t,\t b=2")]
    public void Extract_ValidTraceState_IsKept(string traceState)
    {
        Propagator.Extract(new Headers(("traceparent", Contexts.Sampled), ("tracestate", traceState)), out var extracted);
        extracted.Should().Be(traceState);
    }

    [Theory] // A receiver "MAY discard the entire header"; passed on, these would fail the application's own outgoing request.
    [InlineData("a=ünï")]
    [InlineData("a=\u0001")]
    [InlineData("a=1\r\nx: y")]
    [InlineData("A=1")]
    [InlineData("a b=1")]
    [InlineData("=1")]
    [InlineData("a")]
    [InlineData("a=")]
    [InlineData("a=,b=1")]
    [InlineData("a=1=2")]
    [InlineData("-a=1")]
    [InlineData("a=\t1")]
    public void Extract_InvalidTraceState_IsLeftOut(string traceState)
    {
        Propagator.Extract(new Headers(("traceparent", Contexts.Sampled), ("tracestate", traceState)), out var extracted)
            .Should().Be(Contexts.Sampled);
        extracted.Should().BeNull();
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Extract_TraceStateMembers_AreAtMost32(int members, bool isKept)
    {
        var traceState = string.Join(',', Enumerable.Range(0, members).Select(i => $"k{i}=v"));
        Propagator.Extract(new Headers(("traceparent", Contexts.Sampled), ("tracestate", traceState)), out var extracted);
        extracted.Should().Be(isKept ? traceState : null);
    }

    [Fact]
    public void Extract_TraceStateInSeveralHeaders_IsOneList()
    {
        var headers = new Headers(("traceparent", Contexts.Sampled), ("tracestate", "a=1"), ("tracestate", "b=2"));

        Propagator.Extract(headers, out var joined);
        joined.Should().Be("a=1,b=2");
        Propagator.ExtractTraceIdAndState(headers, Headers.ListGetter, out _, out var listed);
        listed.Should().Be("a=1,b=2");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(",")]
    public void Extract_EmptyTraceState_IsNone(string traceState)
    {
        Propagator.Extract(new Headers(("traceparent", Contexts.Sampled), ("tracestate", traceState)), out var extracted);
        extracted.Should().BeNull();
    }

    [Theory] // #random-trace-id-flag: its value goes on unchanged
    [InlineData(0, "00")]
    [InlineData(1, "01")]
    [InlineData(2, "02")]
    [InlineData(3, "03")]
    [InlineData(0xff, "03")]
    public void Inject_Flags_AreThoseWithAMeaning(int flags, string expected) =>
        Propagator.Inject(Contexts.Context((ActivityTraceFlags)flags))
            .Should().Equal(new Headers(("traceparent", $"00-{Contexts.TraceId}-{Contexts.SpanId}-{expected}")));

    [Fact]
    public void Inject_TraceState_IsWritten() =>
        Propagator.Inject(Contexts.Context(traceState: "a=1,b=2"))
            .Should().Equal(new Headers(("traceparent", Contexts.Sampled), ("tracestate", "a=1,b=2")));

    [Fact]
    public void Inject_EmptyTraceState_IsNotWritten() =>
        Propagator.Inject(Contexts.Context(traceState: string.Empty)).Keys.Should().Equal("traceparent");

    [Theory] // An application can set anything; HttpClient would refuse to send it, or worse, send it.
    [InlineData("a=1\r\nx-admin: 1")]
    [InlineData("a=1\n")]
    [InlineData("a=\0")]
    [InlineData("a=ü")]
    public void Inject_TraceStateThatIsNoHeaderValue_IsLeftOut(string traceState) =>
        Propagator.Inject(Contexts.Context(traceState: traceState)).Keys.Should().Equal("traceparent");

    [Fact]
    public void Extract_TenThousandMembers_IsLeftOutAtTheThirtyThird()
    {
        var traceState = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"k{i}=v"));
        Propagator.Extract(new Headers(("traceparent", Contexts.Sampled), ("tracestate", traceState)), out var extracted).Should().Be(Contexts.Sampled);
        extracted.Should().BeNull();
    }
}
