using System.Diagnostics;

namespace DistributedTracing.Tests.Sampling;

/// <summary>Values whose particular value does not matter.</summary>
internal static class Some
{
    public static ActivityTraceId TraceId(Random random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return ActivityTraceId.CreateFromBytes(bytes);
    }
}
