using System.Diagnostics;

namespace DistributedTracing.Propagation;

internal static class ActivityContextValidity
{
    /// <summary>Whether both ids are there. OpenTelemetry's <c>IsValid</c> is content with one.</summary>
    public static bool HasIds(this in ActivityContext context) => context.TraceId != default && context.SpanId != default;
}
