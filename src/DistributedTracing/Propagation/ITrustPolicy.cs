namespace DistributedTracing.Propagation;

/// <summary>Says how far who sent a carrier is believed. Asked for each carrier that is read. Thread safe, free of allocation.</summary>
internal interface ITrustPolicy
{
    /// <summary>Judges the sender; a carrier that is none of the policy's business is trusted.</summary>
    IncomingTrust TrustIn(object? carrier);
}
