using System.Text.RegularExpressions;

namespace TraceContext.Tests;

/// <summary>The trace context that the service sent to a callee.</summary>
internal sealed partial record SentContext(string TraceId, string ParentId, string Flags, string? TraceState)
{
    /// <summary>The <c>tracestate</c> of a trace that begins in the service, which keeps all of them, so that each counts as one.</summary>
    public const string NewTrace = "ot=th:0";

    /// <summary>Reads the headers, which must be there once, well formed and in version 00.</summary>
    public static SentContext Of(RawRequest request)
    {
        var header = request.Header("traceparent").Should().ContainSingle().Subject;
        var match = TraceParent().Match(header);
        match.Success.Should().BeTrue("{0} must be a traceparent", header);
        match.Groups["trace"].Value.Should().NotBe(new string('0', 32));
        match.Groups["parent"].Value.Should().NotBe(new string('0', 16));

        var states = request.Header("tracestate");
        states.Should().HaveCountLessThan(2, "one line is enough");
        return new(match.Groups["trace"].Value, match.Groups["parent"].Value, match.Groups["flags"].Value, states.SingleOrDefault());
    }

    [GeneratedRegex("^00-(?<trace>[0-9a-f]{32})-(?<parent>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})$")]
    private static partial Regex TraceParent();
}
