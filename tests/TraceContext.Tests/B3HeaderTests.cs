namespace TraceContext.Tests;

/// <summary>B3 over Kestrel and HttpClient: <see href="https://github.com/openzipkin/b3-propagation"/>; remarks are headings of that page.</summary>
[Collection(nameof(AppGroup))]
public sealed class B3HeaderTests(AppFixture app, B3Services services) : IClassFixture<B3Services>
{
    private const string Short = "8901234567890123";

    [Theory] // Single Header
    [InlineData($"b3: {Caller.TraceId}-{Caller.ParentId}-1", Caller.TraceId, "01")]
    [InlineData($"B3:{Caller.TraceId}-{Caller.ParentId}-0\t", Caller.TraceId, "00")]
    [InlineData($"b3: {Caller.TraceId}-{Caller.ParentId}-d", Caller.TraceId, "01")]
    [InlineData($"b3: {Caller.TraceId}-{Caller.ParentId}", Caller.TraceId, "01")] // Deferred, and this service keeps everything.
    [InlineData($"b3: {Caller.TraceId}-{Caller.ParentId}-1-05e3ac9a4f6e3b90", Caller.TraceId, "01")]
    [InlineData($"b3: {Short}-{Caller.ParentId}-1", $"0000000000000000{Short}", "01")] // "32 or 16 lower-hex characters"
    public async Task SingleHeader_OfACaller_IsContinuedInW3C(string header, string traceId, string flags)
    {
        var sent = await Hop.SendAsync(app.Address, header);

        sent.TraceId.Should().Be(traceId);
        sent.ParentId.Should().NotBe(Caller.ParentId);
        sent.Flags.Should().Be(flags);
    }

    [Theory] // Multiple Headers: case-insensitive; "the first value wins"
    [InlineData("01", $"X-B3-TraceId: {Caller.TraceId}", $"X-B3-SpanId: {Caller.ParentId}", "X-B3-Sampled: 1")]
    [InlineData("00", $"x-b3-traceid: {Caller.TraceId}", $"x-b3-spanid: {Caller.ParentId}", "x-b3-sampled: 0")]
    [InlineData("01", $"X-B3-TraceId: {Caller.TraceId}", $"X-B3-SpanId: {Caller.ParentId}", "X-B3-Flags: 1")]
    [InlineData("00", $"X-B3-TraceId: {Caller.TraceId}", $"X-B3-SpanId: {Caller.ParentId}", "X-B3-Sampled: 0", "X-B3-Sampled: 1", $"X-B3-TraceId: {Short}")]
    public async Task MultipleHeaders_OfACaller_AreContinuedInW3C(string flags, params string[] headers)
    {
        var sent = await Hop.SendAsync(app.Address, headers);

        Caller.MustBeContinuedBy(sent);
        sent.Flags.Should().Be(flags);
    }

    [Fact] // Http Encodings: "The single-header variant takes precedence"
    public async Task BothVariants_OfACaller_ContinueTheSingleHeader() =>
        Caller.MustBeContinuedBy(await Hop.SendAsync(
            app.Address, $"X-B3-TraceId: {Short}", $"X-B3-SpanId: {Short}", "X-B3-Sampled: 0", $"b3: {Caller.TraceId}-{Caller.ParentId}-1"));

    [Theory]
    [InlineData("b3: ")]
    [InlineData($"b3: {Caller.TraceId}")]
    [InlineData($"b3: {Caller.TraceId}-{Caller.ParentId}-2")]
    [InlineData($"b3: {Caller.TraceId}-0000000000000000-1")]
    [InlineData($"b3: 00000000000000000000000000000000-{Caller.ParentId}-1")]
    [InlineData($"b3: .901234567890123-{Caller.ParentId}-1")]
    [InlineData($"X-B3-TraceId: {Caller.TraceId}")]
    [InlineData($"X-B3-SpanId: {Caller.ParentId}")]
    public async Task Header_WithoutValidIds_StartsATrace(string header) => Caller.MustNotBeContinuedBy(await Hop.SendAsync(app.Address, header));

    [Theory] // Sampling State: "Sampling state can also be sent on its own (with no identifiers)."
    [InlineData("b3: 0", "02")]
    [InlineData("X-B3-Sampled: 0", "02")]
    [InlineData("b3: 1", "03")]
    [InlineData("b3: d", "03")]
    public async Task SamplingState_OnItsOwn_IsThatOfTheNewTrace(string header, string flags) =>
        (await Hop.SendAsync(app.Address, header)).Flags.Should().Be(flags);

    [Fact] // Sampling State: Debug is an "accept decision" that is to be seen on every hop, those of W3C included.
    public async Task Debug_OverAServiceThatWritesW3C_IsStillDebugInB3()
    {
        var w3c = await Hop.SendAsync(app.Address, $"b3: {Caller.TraceId}-{Caller.ParentId}-d");
        w3c.TraceState.Should().Be("b3=d");

        string[] forwarded = [$"traceparent: 00-{w3c.TraceId}-{w3c.ParentId}-{w3c.Flags}", $"tracestate: {w3c.TraceState}"];
        var single = await Hop.SendRawAsync(services.SingleHeader, forwarded);
        var multi = await Hop.SendRawAsync(services.SeveralHeaders, forwarded);

        single.Header("b3").Should().ContainSingle().Which.Should().MatchRegex($"^{Caller.TraceId}-[0-9a-f]{{16}}-d$");
        single.Header("traceparent").Should().BeEmpty();
        multi.Header("X-B3-TraceId").Should().Equal(Caller.TraceId);
        multi.Header("X-B3-SpanId").Should().ContainSingle().Which.Should().MatchRegex("^[0-9a-f]{16}$");
        multi.Header("X-B3-Flags").Should().Equal("1");
        multi.Header("X-B3-Sampled").Should().BeEmpty("debug implies it");
    }

    [Theory] // "Why send trace IDs with a reject sampling decision?"
    [InlineData("0")]
    [InlineData("1")]
    public async Task Decision_OfACaller_IsSentOnWithIds(string state)
    {
        string[] headers = [$"b3: {Caller.TraceId}-{Caller.ParentId}-{state}"];
        var single = await Hop.SendRawAsync(services.SingleHeader, headers);
        var multi = await Hop.SendRawAsync(services.SeveralHeaders, headers);

        single.Header("b3").Should().ContainSingle().Which.Should().MatchRegex($"^{Caller.TraceId}-[0-9a-f]{{16}}-{state}$");
        multi.Header("X-B3-TraceId").Should().Equal(Caller.TraceId);
        multi.Header("X-B3-Sampled").Should().Equal(state);
    }

    [Theory] // Sampling State, Defer: "I don't know yet!", so the receiver decides.
    [InlineData(false, "1")]
    [InlineData(true, "0")]
    public async Task DeferredDecision_OfACaller_IsTakenHere(bool keepsNothing, string state)
    {
        var sent = await Hop.SendRawAsync(keepsNothing ? services.KeepsNothing : services.SingleHeader, $"b3: {Caller.TraceId}-{Caller.ParentId}");

        sent.Header("b3").Should().ContainSingle().Which.Should().MatchRegex($"^{Caller.TraceId}-[0-9a-f]{{16}}-{state}$");
    }

    [Theory]
    [InlineData("b3: 1", "1")]
    [InlineData("b3: d", "d")]
    [InlineData("X-B3-Sampled: 1", "1")]
    [InlineData("x-none: 1", "0")]
    public async Task SamplingState_OnItsOwn_IsFollowedByAServiceThatKeepsNothing(string header, string state) =>
        (await Hop.SendRawAsync(services.KeepsNothing, header)).Header("b3").Should().ContainSingle().Which.Should().EndWith($"-{state}");
}
