namespace DistributedTracing;

/// <summary>Where the parent of a span is that is about to start, and whether its sampling decision counts.</summary>
public enum SamplingParent
{
    /// <summary>There is none; the span begins a trace.</summary>
    None,

    /// <summary>In another process, whose decision is followed.</summary>
    Remote,

    /// <summary>
    /// In another process, whose decision is not followed: its sender is not trusted with it, it has made none, or
    /// <see cref="SamplingOptions.FollowCallers"/> is off.
    /// </summary>
    Untrusted,

    /// <summary>In this process.</summary>
    Local,
}
