namespace Benchmarks.Propagation;

/// <summary>A request that is about to be sent.</summary>
public enum OutgoingRequest
{
    /// <summary>The first attempt, without other headers.</summary>
    First,

    /// <summary>The first attempt, with three other headers.</summary>
    FirstWithHeaders,

    /// <summary>A further attempt of the same request.</summary>
    Again,

    /// <summary>To a host that gets no context from us.</summary>
    ToUnlistedHost,
}
