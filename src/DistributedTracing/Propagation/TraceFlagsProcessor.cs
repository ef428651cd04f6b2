using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.Propagation;

/// <summary>
/// Keeps the flag that says that a trace id is random, which .NET drops when it starts a local child, and sets it on new traces,
/// whose ids .NET makes at random. Takes away what was only meant for the sampler, and tells the children of a span that is recorded
/// without being kept. Thread safe.
/// </summary>
/// <param name="hasTail">Whether something decides later about spans that are recorded and not kept.</param>
internal sealed class TraceFlagsProcessor(bool hasTail = false) : BaseProcessor<Activity>
{
    public override void OnStart(Activity data)
    {
        var flags = data.ActivityTraceFlags & ContextFlags.OnTheWire;
        if (data.Parent is { } parent ? (parent.ActivityTraceFlags & ContextFlags.RandomTraceId) != 0 : IsNewTrace(data))
        {
            flags |= ContextFlags.RandomTraceId;
        }

        if (hasTail && (flags & ActivityTraceFlags.Recorded) == 0)
        {
            flags |= ContextFlags.Recording;
        }

        // Setting flags makes the activity format its id again.
        if (flags != data.ActivityTraceFlags)
        {
            data.ActivityTraceFlags = flags;
        }
    }

    // An application's own generator may put anything into its ids, and so may who gives a trace id without a parent.
    private static bool IsNewTrace(Activity activity) =>
        !activity.HasRemoteParent && activity.ParentId is null && Activity.TraceIdGenerator is null;
}
