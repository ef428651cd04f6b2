namespace TraceContext.Tests;

/// <summary>The context the requests of these tests come with.</summary>
internal static class Caller
{
    public const string TraceId = "12345678901234567890123456789012";
    public const string ParentId = "1234567890123456";
    public const string TraceParent = $"00-{TraceId}-{ParentId}-01";

    /// <summary>What was sent on belongs to the caller's trace, with a span of the service as the parent.</summary>
    public static void MustBeContinuedBy(SentContext sent)
    {
        sent.TraceId.Should().Be(TraceId);
        sent.ParentId.Should().NotBe(ParentId);
    }

    /// <summary>What was sent on is a new trace, so nothing of the caller's may be in it.</summary>
    public static void MustNotBeContinuedBy(SentContext sent)
    {
        sent.TraceId.Should().NotBe(TraceId);
        sent.ParentId.Should().NotBe(ParentId);
        sent.TraceState.Should().Be(SentContext.NewTrace, "tracestate means nothing without the traceparent it came with");
    }
}
