namespace Interop.Tests.Trips;

public enum Decision
{
    /// <summary>The receiver decides.</summary>
    Deferred,
    Unsampled,
    Sampled,

    /// <summary>Sampled, whatever a sampler would say.</summary>
    Debug,
}
