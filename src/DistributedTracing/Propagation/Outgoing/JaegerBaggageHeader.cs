using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace DistributedTracing.Propagation;

/// <summary>The names of Jaeger's baggage headers, which depend on the keys; like <see cref="WrittenHeader"/> strings that nobody else holds. Thread safe.</summary>
internal static class JaegerBaggageHeader
{
    public const string Prefix = "uberctx-";

    // Keys are few; should they not be, names are made anew.
    private const int MaxNames = 256;

    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    // Every name that a request may still hold, also after it has gone from those above.
    private static readonly ConditionalWeakTable<string, object> Written = [];

    private static int _count;
    private static volatile bool _isInUse;

    /// <summary>Gets whether any request of the process may hold such a header.</summary>
    public static bool IsInUse => _isInUse;

    public static string Of(string key) => Names.TryGetValue(key, out var name) ? name : Add(key);

    public static bool IsOwn(string name) =>
        _isInUse && name.StartsWith(Prefix, StringComparison.Ordinal) && Written.TryGetValue(name, out _);

    private static string Add(string key)
    {
        if (Interlocked.Increment(ref _count) > MaxNames)
        {
            Names.Clear();
            Interlocked.Exchange(ref _count, 1);
        }

        var name = Prefix + key;
        Written.Add(name, Names);
        _isInUse = true;
        return Names.GetOrAdd(key, name);
    }
}
