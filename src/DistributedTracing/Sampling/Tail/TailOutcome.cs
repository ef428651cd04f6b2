namespace DistributedTracing.Sampling.Tail;

/// <summary>What became of spans that were decided.</summary>
internal enum TailOutcome
{
    /// <summary>Neither the head nor the tail kept them.</summary>
    LeftOut,

    /// <summary>They are exported as the head decided.</summary>
    KeptByHead,

    /// <summary>They are exported for what was found in them.</summary>
    KeptByTail,
}
