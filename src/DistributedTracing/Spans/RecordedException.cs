using System.Diagnostics;

namespace DistributedTracing.Spans;

/// <summary>Adds exceptions to spans as events, each once: one that is recorded where it is caught and thrown on comes by again.</summary>
internal static class RecordedException
{
    private const string LastException = "DistributedTracing.LastException";

    public static void AddOnce(Activity activity, Exception exception)
    {
        if (activity.GetCustomProperty(LastException) is WeakReference<Exception> last
            && last.TryGetTarget(out var known)
            && ReferenceEquals(known, exception))
        {
            return;
        }

        // Weak: the span may wait long for its export, and an exception can hold on to much.
        activity.SetCustomProperty(LastException, new WeakReference<Exception>(exception));
        activity.AddException(exception);
    }
}
