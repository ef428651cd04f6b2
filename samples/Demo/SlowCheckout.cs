using Demo.Traces;

namespace Demo;

/// <summary>What the trace of the slow checkout has to show.</summary>
/// <param name="hasSql">Whether the services keep their data in a database.</param>
internal sealed class SlowCheckout(bool hasSql)
{
    private const int MinSpans = 12;
    private const int SqlSpans = 6;
    private const int Services = 3;
    private const int FailedAttempts = 3;

    public bool IsWhole(Trace trace) => WhatIsMissing(trace) is null;

    /// <summary>Gets what is wrong with the trace, in a sentence; <see langword="null"/> for nothing.</summary>
    public string? WhatIsMissing(Trace? trace)
    {
        if (trace is null)
        {
            return "The trace of the slow checkout has not arrived at the viewer.";
        }

        var failed = trace.Spans.Count(span => span is { Service: "PaymentService", IsClient: true, Error: not null });
        var sql = trace.Spans.Count(span => span.Tags.ContainsKey("db.query.text"));
        return trace switch
        {
            { Root: null } or { Orphans: > 0 } => $"Trace {trace.Id} does not hang together: {trace.Orphans} spans have a parent that is not there.",
            _ when hasSql && trace.Spans.Count < MinSpans => $"Trace {trace.Id} has {trace.Spans.Count} spans; at least {MinSpans} were expected.",
            _ when hasSql && sql < SqlSpans => $"Trace {trace.Id} has {sql} spans of SQL; at least {SqlSpans} were expected.",
            { Services.Count: not Services } => $"Trace {trace.Id} goes through {string.Join(", ", trace.Services)}; {Services} services were expected.",
            _ when failed != FailedAttempts => $"Trace {trace.Id} shows {failed} failed attempts to charge the card; {FailedAttempts} were expected.",
            _ => null,
        };
    }
}
