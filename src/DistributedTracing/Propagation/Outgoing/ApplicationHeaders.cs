using System.Runtime.CompilerServices;

namespace DistributedTracing.Propagation;

/// <summary>
/// Keeps the context headers that an application set itself: when the runtime sends a request again, it clears everything of such
/// a name, whoever set it. Thread safe.
/// </summary>
internal static class ApplicationHeaders
{
    private static readonly ConditionalWeakTable<HttpRequestMessage, Kept> Requests = [];
    private static volatile bool _isInUse;

    /// <summary>Remembers those of a request, as it is sent.</summary>
    public static void Remember(HttpRequestMessage request, IReadOnlyCollection<string> names)
    {
        var present = new List<KeyValuePair<string, string[]>>();
        foreach (var name in names)
        {
            if (request.Headers.NonValidated.TryGetValues(name, out var values))
            {
                present.Add(new(name, [.. values]));
            }
        }

        Requests.AddOrUpdate(request, new Kept(request.RequestUri?.IdnHost, present));
        _isInUse = true;
    }

    /// <summary>Puts back those that are gone; to another host than before only when it may have context.</summary>
    public static void Restore(HttpRequestMessage request, bool isListed)
    {
        if (!_isInUse || !Requests.TryGetValue(request, out var kept) || !(isListed || kept.Host == request.RequestUri?.IdnHost))
        {
            return;
        }

        foreach (var (name, values) in kept.Headers)
        {
            if (!request.Headers.NonValidated.Contains(name))
            {
                request.Headers.TryAddWithoutValidation(name, values);
            }
        }
    }

    private sealed record Kept(string? Host, List<KeyValuePair<string, string[]>> Headers);
}
