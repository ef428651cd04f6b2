using System.Diagnostics;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Adds attributes unless somebody did: a later runtime, another instrumentation, the application.</summary>
/// <remarks>Each only once: on a span that had no attributes nothing is searched, which is most of what setting one costs.</remarks>
internal readonly ref struct AbsentAttributes(Activity activity)
{
    private readonly bool _areSomePresent = activity.EnumerateTagObjects().MoveNext();

    public void Set(string key, object? value)
    {
        if (value is not null && !(_areSomePresent && activity.GetTagItem(key) is not null))
        {
            activity.AddTag(key, value);
        }
    }
}
