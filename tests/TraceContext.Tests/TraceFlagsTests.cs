namespace TraceContext.Tests;

/// <summary>The flags of <c>traceparent</c>: <see href="https://www.w3.org/TR/trace-context-2/#trace-flags"/>.</summary>
[Collection(nameof(AppGroup))]
public sealed class TraceFlagsTests(AppFixture app)
{
    [Theory]
    [InlineData("00", "00")] // #sampled-flag: the caller's decision is followed
    [InlineData("01", "01")]
    [InlineData("02", "02")] // #random-trace-id-flag: it "MUST" be propagated with the same value
    [InlineData("03", "03")]
    [InlineData("04", "00")] // #other-flags: "MUST be set to zero"
    [InlineData("81", "01")]
    [InlineData("fe", "02")]
    [InlineData("ff", "03")]
    public async Task Flags_FromTheCaller_AreSentOnAsFarAsTheyAreKnown(string flags, string expected)
    {
        var sent = await Hop.SendAsync(app.Address, $"traceparent: 00-{Caller.TraceId}-{Caller.ParentId}-{flags}");

        Caller.MustBeContinuedBy(sent);
        sent.Flags.Should().Be(expected);
    }

    [Theory] // #versioning-of-traceparent: the two known flags are read from a later version as well
    [InlineData("00", "00")]
    [InlineData("03", "03")]
    [InlineData("fd", "01")]
    public async Task Flags_OfALaterVersion_AreSentOnAsFarAsTheyAreKnown(string flags, string expected) =>
        (await Hop.SendAsync(app.Address, $"traceparent: cc-{Caller.TraceId}-{Caller.ParentId}-{flags}-more")).Flags.Should().Be(expected);

    [Fact] // #random-trace-id-flag: the ids made here are random
    public async Task Flags_OfANewTrace_SayThatItsIdIsRandom() => (await Hop.SendAsync(app.Address)).Flags.Should().Be("03");

    [Fact] // Two hops: the second is a caller without the flag to the third, were it lost on the way.
    public async Task Flags_OverSeveralHops_StayTheSame()
    {
        var sent = await Hop.SendAsync(
            app.Address,
            callee => [new(app.Address, [new(app.Address, [new(callee, [])])])],
            1,
            $"traceparent: 00-{Caller.TraceId}-{Caller.ParentId}-03");

        sent.Should().ContainSingle().Which.Flags.Should().Be("03");
    }
}
