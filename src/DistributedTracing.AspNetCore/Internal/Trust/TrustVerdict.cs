namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>How far the sender of a request is believed, and whether that is so only because no rule matched.</summary>
internal readonly record struct TrustVerdict(IncomingTrust Trust, bool IsByDefault);
