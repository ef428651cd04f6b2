using System.Diagnostics;

namespace DistributedTracing.Sampling.Tail;

/// <summary>Ended spans of one local trace that are decided together.</summary>
/// <param name="Array">Holds the spans, in the order they ended.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Classes">The keep classes that any of them belongs to, a bit for each.</param>
internal readonly record struct WaitingSpans(Activity[] Array, int Count, ulong Classes)
{
    public Span<Activity> Spans => Array.AsSpan(0, Count);
}
