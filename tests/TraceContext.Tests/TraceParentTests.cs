namespace TraceContext.Tests;

/// <summary>The header <c>traceparent</c>: <see href="https://www.w3.org/TR/trace-context-2/#traceparent-header"/>.</summary>
[Collection(nameof(AppGroup))]
public sealed class TraceParentTests(AppFixture app)
{
    private const string State = "tracestate: foo=1";

    [Fact] // #a-traceparent-is-not-received
    public async Task Request_WithoutContext_StartsATrace()
    {
        var first = await Hop.SendAsync(app.Address);
        var second = await Hop.SendAsync(app.Address);

        first.TraceState.Should().Be(SentContext.NewTrace);
        second.TraceId.Should().NotBe(first.TraceId);
    }

    [Fact] // #a-traceparent-is-received
    public async Task TraceParent_WithoutTraceState_IsContinued()
    {
        var sent = await Hop.SendAsync(app.Address, $"traceparent: {Caller.TraceParent}");

        Caller.MustBeContinuedBy(sent);
        sent.TraceState.Should().BeNull();
    }

    [Theory] // #header-name: "vendors MUST expect the header name in any case (upper, lower, mixed)"
    [InlineData("traceparent")]
    [InlineData("TraceParent")]
    [InlineData("TrAcEpArEnT")]
    [InlineData("TRACEPARENT")]
    public async Task TraceParent_InAnyCase_IsContinued(string name) =>
        Caller.MustBeContinuedBy(await Hop.SendAsync(app.Address, $"{name}: {Caller.TraceParent}"));

    [Theory] // #header-name
    [InlineData("trace-parent")]
    [InlineData("trace.parent")]
    [InlineData("trace_parent")]
    public async Task TraceParent_UnderAnotherName_IsIgnored(string name) =>
        Caller.MustNotBeContinuedBy(await Hop.SendAsync(app.Address, $"{name}: {Caller.TraceParent}", State));

    [Theory] // #traceparent-header: it is one value, so there is none to choose among two
    [InlineData(Caller.TraceParent, Caller.TraceParent)]
    [InlineData(Caller.TraceParent, "00-12345678901234567890123456789011-1234567890123456-01")]
    [InlineData("cc-12345678901234567890123456789012-1234567890123456-01", "cc-12345678901234567890123456789012-1234567890123456-01")]
    public async Task TraceParent_Twice_StartsATrace(string first, string second)
    {
        var sent = await Hop.SendAsync(app.Address, $"traceparent: {first}", $"traceparent: {second}", State);

        Caller.MustNotBeContinuedBy(sent);
        sent.TraceId.Should().NotBe("12345678901234567890123456789011");
    }

    [Theory] // RFC 9110 section 5.5: white space around a value is no part of it
    [InlineData(" " + Caller.TraceParent)]
    [InlineData("\t" + Caller.TraceParent)]
    [InlineData(Caller.TraceParent + " ")]
    [InlineData(Caller.TraceParent + "\t")]
    [InlineData("\t " + Caller.TraceParent + " \t")]
    [InlineData(Caller.TraceParent)]
    public async Task TraceParent_WithWhiteSpaceAroundIt_IsContinued(string value) =>
        Caller.MustBeContinuedBy(await Hop.SendAsync(app.Address, $"traceparent:{value}"));

    [Theory] // #versioning-of-traceparent: of a later version what version 00 knows is read, and version 00 is sent
    [InlineData("01-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("cc-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("cc-12345678901234567890123456789012-1234567890123456-01-")]
    [InlineData("cc-12345678901234567890123456789012-1234567890123456-01-what-the-future-will-be-like")]
    [InlineData("fe-12345678901234567890123456789012-1234567890123456-01")]
    public async Task TraceParent_OfALaterVersion_IsContinued(string value)
    {
        var sent = await Hop.SendAsync(app.Address, $"traceparent: {value}", State);

        Caller.MustBeContinuedBy(sent);
        sent.Flags.Should().Be("01");
        sent.TraceState.Should().Be("foo=1");
    }

    [Theory] // #versioning-of-traceparent, #version
    [InlineData("ff-12345678901234567890123456789012-1234567890123456-01")] // "Version ff is invalid"
    [InlineData("FF-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("CC-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("00-12345678901234567890123456789012-1234567890123456-01.")]
    [InlineData("00-12345678901234567890123456789012-1234567890123456-01-")]
    [InlineData("00-12345678901234567890123456789012-1234567890123456-01-what-the-future-will-be-like")]
    [InlineData("cc-12345678901234567890123456789012-1234567890123456-01.what-the-future-will-be-like")]
    [InlineData("cc-12345678901234567890123456789012-1234567890123456-011")]
    [InlineData(".0-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("0.-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("000-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("0000-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("0-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("-12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("12345678901234567890123456789012-1234567890123456-01")]
    [InlineData("")]
    [InlineData("00")]
    public async Task TraceParent_OfAnInvalidVersion_StartsATrace(string value) => await StartsATraceAsync(value);

    [Theory] // #trace-id: "vendors MUST ignore the traceparent when the trace-id is invalid"
    [InlineData("00-00000000000000000000000000000000-1234567890123456-01")]
    [InlineData("00-.2345678901234567890123456789012-1234567890123456-01")]
    [InlineData("00-1234567890123456789012345678901.-1234567890123456-01")]
    [InlineData("00-1234567890123456789012345678901A-1234567890123456-01")]
    [InlineData("00-1234567890123456 789012345678901-1234567890123456-01")]
    [InlineData("00-123456789012345678901234567890123-1234567890123456-01")]
    [InlineData("00-1234567890123456789012345678901-1234567890123456-01")]
    [InlineData("00-1234567890123456-1234567890123456-01")]
    [InlineData("00--1234567890123456-01")]
    [InlineData("00-1234567890123456789012345678901\u00C3\u00A9-123456789012345-01")] // é in UTF-8
    public async Task TraceParent_WithAnInvalidTraceId_StartsATrace(string value) => await StartsATraceAsync(value);

    [Theory] // #parent-id: "vendors MUST ignore the traceparent when the parent-id is invalid"
    [InlineData("00-12345678901234567890123456789012-0000000000000000-01")]
    [InlineData("00-12345678901234567890123456789012-.234567890123456-01")]
    [InlineData("00-12345678901234567890123456789012-123456789012345.-01")]
    [InlineData("00-12345678901234567890123456789012-123456789012345A-01")]
    [InlineData("00-12345678901234567890123456789012-12345678901234567-01")]
    [InlineData("00-12345678901234567890123456789012-123456789012345-01")]
    [InlineData("00-12345678901234567890123456789012--01")]
    [InlineData("00-12345678901234567890123456789012-01")]
    public async Task TraceParent_WithAnInvalidParentId_StartsATrace(string value) => await StartsATraceAsync(value);

    [Theory] // #trace-flags: 2HEXDIGLC
    [InlineData("00-12345678901234567890123456789012-1234567890123456-.0")]
    [InlineData("00-12345678901234567890123456789012-1234567890123456-0.")]
    [InlineData("00-12345678901234567890123456789012-1234567890123456-0A")]
    [InlineData("00-12345678901234567890123456789012-1234567890123456-001")]
    [InlineData("00-12345678901234567890123456789012-1234567890123456-1")]
    [InlineData("00-12345678901234567890123456789012-1234567890123456-")]
    [InlineData("00-12345678901234567890123456789012-1234567890123456")]
    public async Task TraceParent_WithInvalidFlags_StartsATrace(string value) => await StartsATraceAsync(value);

    private async Task StartsATraceAsync(string value) =>
        Caller.MustNotBeContinuedBy(await Hop.SendAsync(app.Address, $"traceparent: {value}", State));
}
