namespace Benchmarks.Sampling;

/// <summary>What becomes of requests that the sampler leaves out.</summary>
public enum TailStage
{
    /// <summary>Nothing is recorded.</summary>
    Off,

    /// <summary>Everything is recorded, and nobody looks at it.</summary>
    RecordOnly,

    /// <summary>Everything is recorded, held back and decided.</summary>
    On,
}
