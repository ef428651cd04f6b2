using System.Collections.Concurrent;
using System.Diagnostics;

namespace DistributedTracing.Spans;

/// <summary>The names in the braces of a span name such as <c>load order {order.id}</c>, which become attributes. Thread safe.</summary>
internal static class SpanTemplate
{
    // Templates are literals in code; a program that builds them at run time must not grow this without end.
    private const int MaxCached = 1_024;

    private static readonly ConcurrentDictionary<string, string[]> Cache = new(StringComparer.Ordinal);

    /// <summary>Sets the value at the given position in the template as an attribute; a value without a name is left out.</summary>
    public static void SetAttribute<T>(Activity activity, string template, int position, T value)
    {
        var names = Names(template);
        if (position < names.Length)
        {
            activity.SetTag(names[position], value);
        }
    }

    private static string[] Names(string template)
    {
        if (Cache.TryGetValue(template, out var names))
        {
            return names;
        }

        names = Parse(template);
        if (Cache.Count < MaxCached)
        {
            Cache[template] = names;
        }

        return names;
    }

    private static string[] Parse(string template)
    {
        var names = new List<string>();
        for (var start = template.IndexOf('{', StringComparison.Ordinal); start >= 0; start = template.IndexOf('{', start + 1))
        {
            var end = template.IndexOf('}', start);
            if (end < 0)
            {
                break;
            }

            if (end > start + 1)
            {
                names.Add(template[(start + 1)..end]);
            }
        }

        return [.. names];
    }
}
