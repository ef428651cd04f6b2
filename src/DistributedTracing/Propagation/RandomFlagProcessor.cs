using System.Diagnostics;
using OpenTelemetry;

namespace DistributedTracing.Propagation;

/// <summary>
/// Keeps the flag that says that a trace id is random, which .NET drops when it starts a local child, and sets it on new traces,
/// whose ids .NET makes at random. Thread safe.
/// </summary>
/// <remarks><see href="https://www.w3.org/TR/trace-context-2/#random-trace-id-flag"/>.</remarks>
internal sealed class RandomFlagProcessor : BaseProcessor<Activity>
{
    private const ActivityTraceFlags RandomTraceId = (ActivityTraceFlags)2;

    public override void OnStart(Activity data)
    {
        if (data.Parent is { } parent ? (parent.ActivityTraceFlags & RandomTraceId) != 0 : IsNewTrace(data))
        {
            data.ActivityTraceFlags |= RandomTraceId;
        }
    }

    // An application's own generator may put anything into its ids, and so may who gives a trace id without a parent.
    private static bool IsNewTrace(Activity activity) =>
        !activity.HasRemoteParent && activity.ParentId is null && Activity.TraceIdGenerator is null;
}
