namespace Benchmarks.Sampling;

/// <summary>Where the parent of the span to be sampled is; a parent is always sampled.</summary>
public enum SpanParent
{
    None,
    Local,
    Remote,
}
