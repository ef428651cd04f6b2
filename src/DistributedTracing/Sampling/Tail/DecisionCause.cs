namespace DistributedTracing.Sampling.Tail;

/// <summary>Why spans were decided when they were.</summary>
internal enum DecisionCause
{
    /// <summary>The local root has ended: everything was known.</summary>
    RootEnded,

    /// <summary>A span ended after its local root.</summary>
    Late,

    /// <summary>The spans had waited for the longest time allowed.</summary>
    MaxAge,

    /// <summary>As many spans waited as one trace may hold back.</summary>
    MaxSpans,

    /// <summary>They waited longest when all traces together held back as much as they may.</summary>
    MaxMemory,

    /// <summary>The application stops.</summary>
    Shutdown,
}
