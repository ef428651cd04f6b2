using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Sampling;

/// <summary>The decision of OpenTelemetry .NET's <c>TraceIdRatioBasedSampler</c>: the first 8 bytes of the trace id, without their sign.</summary>
internal static class TraceIdRatio
{
    public static long BoundOf(double ratio) => ratio switch
    {
        <= 0 => long.MinValue,
        >= 1 => long.MaxValue,
        _ => (long)(ratio * long.MaxValue),
    };

    public static bool Keeps(ActivityTraceId traceId, long bound)
    {
        HexId.TryReadLowerCase(traceId.ToHexString().AsSpan(0, HexId.ShortTraceIdLength), out var high);
        return (long)(high & long.MaxValue) < bound;
    }
}
