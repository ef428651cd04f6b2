namespace DistributedTracing;

/// <summary>How far the sender of an incoming trace context is believed.</summary>
public enum IncomingTrust
{
    /// <summary>The trace goes on, with the sender's sampling decision and baggage.</summary>
    Trust,

    /// <summary>The trace goes on, with the sender's baggage; whether it is recorded is decided here.</summary>
    ContinueIgnoringSampling,

    /// <summary>A new trace begins, with a link to the sender's span. Its baggage is not read.</summary>
    RestartWithLink,

    /// <summary>A new trace begins, as if nothing had been sent.</summary>
    Ignore,
}
