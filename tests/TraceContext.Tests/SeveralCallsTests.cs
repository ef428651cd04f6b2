namespace TraceContext.Tests;

/// <summary>What several requests and calls have in common: <see href="https://www.w3.org/TR/trace-context-2/#processing-model"/>.</summary>
[Collection(nameof(AppGroup))]
public sealed class SeveralCallsTests(AppFixture app)
{
    [Theory] // #mutating-the-traceparent-field: parent-id "MUST be set to a new value" for each outgoing request
    [InlineData("traceparent: " + Caller.TraceParent)]
    [InlineData("traceparent: 00-12345678901234567890123456789012-1234567890123456-00")]
    [InlineData("x-none: 1")]
    public async Task Calls_OfOneRequest_BelongToOneTrace(string header)
    {
        var sent = await Hop.SendAsync(app.Address, callee => [new(callee, []), new(callee, []), new(callee, [])], 3, header, "tracestate: foo=1");

        sent.Select(call => call.TraceId).Distinct().Should().ContainSingle();
        sent.Select(call => call.ParentId).Should().NotContain(Caller.ParentId);
    }

    [Fact] // #mutating-the-traceparent-field
    public async Task Calls_OfOneSampledRequest_HaveParentsOfTheirOwn()
    {
        var sent = await Hop.SendAsync(
            app.Address, callee => [new(callee, []), new(callee, []), new(app.Address, [new(callee, [])])], 3, $"traceparent: {Caller.TraceParent}");

        sent.Should().AllSatisfy(Caller.MustBeContinuedBy);
        sent.Select(call => call.ParentId).Should().OnlyHaveUniqueItems();
    }

    [Fact] // #a-traceparent-is-received, over two hops
    public async Task TraceState_OverSeveralHops_StaysTheSame()
    {
        var sent = await Hop.SendAsync(
            app.Address, callee => [new(app.Address, [new(callee, [])])], 1, $"traceparent: {Caller.TraceParent}", "tracestate: foo=1,bar=2", "tracestate: baz=3");

        sent.Should().ContainSingle().Which.TraceState.Should().Be("foo=1,bar=2,baz=3");
    }

    [Fact] // #trace-id: globally unique
    public async Task Requests_WithoutContext_EachStartATrace()
    {
        var sent = new List<SentContext>();
        for (var i = 0; i < 10; i++)
        {
            sent.Add(await Hop.SendAsync(app.Address));
        }

        sent.Select(call => call.TraceId).Should().OnlyHaveUniqueItems();
    }

    [Fact] // Bytes that are no text never get as far as tracing: Kestrel refuses them, and goes on.
    public async Task Header_ThatIsNoUtf8_IsRefusedAndTheNextRequestServed()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var response = await Hop.PostAsync(app.Address, "[]", [$"traceparent: {Caller.TraceParent}", "tracestate: foo=\u00E9"], timeout.Token);

        response.Lines[0].Should().StartWith("HTTP/1.1 400");
        Caller.MustBeContinuedBy(await Hop.SendAsync(app.Address, $"traceparent: {Caller.TraceParent}"));
    }
}
