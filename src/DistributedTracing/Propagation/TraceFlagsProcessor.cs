using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.Propagation;

/// <summary>
/// Keeps the flag that says that a trace id is random, and sets it on new traces. Takes away what was only meant for the sampler.
/// Thread safe.
/// </summary>
internal sealed class TraceFlagsProcessor : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        var flags = data.ActivityTraceFlags & ContextFlags.OnTheWire;
        if (RandomTraceId.IsIn(data))
        {
            flags |= ContextFlags.RandomTraceId;
        }

        if (flags != data.ActivityTraceFlags)
        {
            data.ActivityTraceFlags = flags;
        }
    }
}
