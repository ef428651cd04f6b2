using System.Diagnostics;

namespace DistributedTracing.Propagation;

/// <summary>Tells which trace ids are random: those whose sender says so, and those that .NET makes.</summary>
/// <remarks><see href="https://www.w3.org/TR/trace-context-2/#random-trace-id-flag"/>.</remarks>
internal static class RandomTraceId
{
    /// <summary>Whether the flag belongs to the activity; .NET drops it when it starts a local child, and never sets it.</summary>
    public static bool IsIn(Activity activity)
    {
        var ancestor = activity;
        while ((ancestor.ActivityTraceFlags & ContextFlags.RandomTraceId) == 0)
        {
            if (ancestor.Parent is not { } parent)
            {
                return IsNewTrace(ancestor);
            }

            ancestor = parent;
        }

        return true;
    }

    // An application's own generator may put anything into its ids, and so may who gives a trace id without a parent.
    private static bool IsNewTrace(Activity activity) =>
        !activity.HasRemoteParent && activity.ParentId is null && Activity.TraceIdGenerator is null;
}
