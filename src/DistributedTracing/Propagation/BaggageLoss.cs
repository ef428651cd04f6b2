using Microsoft.Extensions.Logging;

namespace DistributedTracing.Propagation;

/// <summary>Says, once for each host, that baggage items do not fit into headers. Thread safe.</summary>
internal static class BaggageLoss
{
    // A character takes at most nine when it is percent-encoded.
    private const int MaxEncodedLength = 9;

    private static ILogger? _logger;

    /// <summary>Sets who is told of the next loss.</summary>
    public static void Use(ILogger logger) => Volatile.Write(ref _logger, logger);

    /// <summary>Looks for items that W3C baggage cannot carry.</summary>
    public static void Watch(IEnumerable<KeyValuePair<string, string?>> baggage)
    {
        if (Volatile.Read(ref _logger) is null || baggage is KeyValuePair<string, string?>[] { Length: 0 } || AllFit(baggage))
        {
            return;
        }

        var items = baggage.Where(item => item.Value is not null).DistinctBy(item => item.Key).ToList();
        var lost = Lost(items);
        if (lost.Count > 0)
        {
            Interlocked.Exchange(ref _logger, null)?.BaggageLost(lost.Count, items.Count, lost[0]);
        }
    }

    // Without encoding anything: true only when there is room for the longest that the values can become.
    private static bool AllFit(IEnumerable<KeyValuePair<string, string?>> baggage)
    {
        var (count, length) = (0, 0L);
        foreach (var (key, value) in baggage)
        {
            count++;
            length += key.Length + 2L + MaxEncodedLength * (value?.Length ?? 0);
            if (!HttpToken.Is(key))
            {
                return false;
            }
        }

        return count <= BaggageItems.MaxCount && length <= BaggageItems.MaxBytes;
    }

    private static List<string> Lost(IEnumerable<KeyValuePair<string, string?>> items)
    {
        var lost = new List<string>();
        var (count, length) = (0, 0);
        foreach (var (key, value) in items)
        {
            var member = key.Length + 1 + Uri.EscapeDataString(value!).Length + (length == 0 ? 0 : 1);
            if (!HttpToken.Is(key) || count == BaggageItems.MaxCount || length + member > BaggageItems.MaxBytes)
            {
                lost.Add(key);
                continue;
            }

            count++;
            length += member;
        }

        return lost;
    }
}
