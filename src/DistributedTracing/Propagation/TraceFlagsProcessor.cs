using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.Propagation;

/// <summary>
/// Keeps the flag that says that a trace id is random, and sets it on new traces. Takes away what was only meant for the sampler, and
/// tells the children of a span that is recorded without being kept. Thread safe.
/// </summary>
/// <param name="hasTail">Whether something decides later about spans that are recorded and not kept.</param>
internal sealed class TraceFlagsProcessor(bool hasTail = false) : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        var flags = data.ActivityTraceFlags & ContextFlags.OnTheWire;
        if (RandomTraceId.IsIn(data))
        {
            flags |= ContextFlags.RandomTraceId;
        }

        if (hasTail && (flags & ActivityTraceFlags.Recorded) == 0)
        {
            flags |= ContextFlags.Recording;
        }

        if (flags != data.ActivityTraceFlags)
        {
            data.ActivityTraceFlags = flags;
        }
    }
}
