namespace Benchmarks.Requests;

/// <summary>The trace context that requests arrive with.</summary>
internal enum IncomingContext
{
    None,
    TraceParentSampled,
    TraceParentUnsampled,
    B3Sampled,
}
