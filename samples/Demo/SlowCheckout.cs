using Demo.Traces;

namespace Demo;

/// <summary>What the trace of the slow checkout has to show.</summary>
internal static class SlowCheckout
{
    private const int MinSpans = 12;
    private const int Services = 3;
    private const int FailedAttempts = 3;

    public static bool IsWhole(Trace trace) => WhatIsMissing(trace) is null;

    /// <summary>Gets what is wrong with the trace, in a sentence; <see langword="null"/> for nothing.</summary>
    public static string? WhatIsMissing(Trace? trace)
    {
        if (trace is null)
        {
            return "The trace of the slow checkout has not arrived at the viewer.";
        }

        var failed = trace.Spans.Count(span => span is { Service: "PaymentService", IsClient: true, Error: not null });
        return trace switch
        {
            { Root: null } or { Orphans: > 0 } => $"Trace {trace.Id} does not hang together: {trace.Orphans} spans have a parent that is not there.",
            { Spans.Count: < MinSpans } => $"Trace {trace.Id} has {trace.Spans.Count} spans; at least {MinSpans} were expected.",
            { Services.Count: not Services } => $"Trace {trace.Id} goes through {string.Join(", ", trace.Services)}; {Services} services were expected.",
            _ when failed != FailedAttempts => $"Trace {trace.Id} shows {failed} failed attempts to charge the card; {FailedAttempts} were expected.",
            _ => null,
        };
    }
}
