namespace Benchmarks.Spans;

/// <summary>What becomes of the measured span.</summary>
public enum SpanFate
{
    /// <summary>The root of a trace that is kept.</summary>
    Sampled,

    /// <summary>Below a local span that is not kept: nothing is created.</summary>
    UnsampledChild,

    /// <summary>The root of a trace that is not kept: an activity that only carries the ids.</summary>
    UnsampledRoot,
}
