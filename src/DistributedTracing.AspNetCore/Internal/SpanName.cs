using System.Collections.Concurrent;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Names of server spans, <c>{method} {route}</c>, made once for each route.</summary>
internal static class SpanName
{
    // An application has as many routes as it maps; the bound is for one that makes them up as it runs.
    private const int MaxCached = 4_096;

    private static readonly ConcurrentDictionary<(string Method, string Route), string> Names = new();

    public static string Of(HttpMethodName method, string? route)
    {
        if (string.IsNullOrEmpty(route))
        {
            return method.InSpanName;
        }

        var key = (method.InSpanName, route);
        if (Names.TryGetValue(key, out var name))
        {
            return name;
        }

        name = $"{method.InSpanName} {route}";
        return Names.Count < MaxCached ? Names.GetOrAdd(key, name) : name;
    }
}
