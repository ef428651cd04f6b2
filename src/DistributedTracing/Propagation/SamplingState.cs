namespace DistributedTracing.Propagation;

/// <summary>What a header says about sampling, in the words of B3.</summary>
/// <remarks><see href="https://github.com/openzipkin/b3-propagation#sampling-state"/>.</remarks>
internal enum SamplingState
{
    /// <summary>The receiver decides.</summary>
    Defer,

    /// <summary>The trace is left out.</summary>
    Deny,

    /// <summary>The trace is recorded.</summary>
    Accept,

    /// <summary>The trace is recorded, and every service on its way is told that it must be.</summary>
    Debug,
}
