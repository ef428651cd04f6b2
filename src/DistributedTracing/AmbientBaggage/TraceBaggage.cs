using System.Diagnostics;
using DistributedTracing.AmbientBaggage;
using DistributedTracing.Propagation;
using OpenTelemetry;

namespace DistributedTracing;

/// <summary>The baggage of the running code: items that travel with the trace to every service it reaches.</summary>
/// <remarks>
/// One view of <see cref="Activity.Baggage"/> and OpenTelemetry's <see cref="Baggage.Current"/>: what was set through either is read
/// here, and what is set here is sent to callees and seen in <see cref="Baggage.Current"/> at once, in
/// <see cref="Activity.Baggage"/> from the next recorded span on. A change holds for the rest of the running method and for what it
/// calls or starts afterwards; the caller of an asynchronous method does not see it, nor does work that runs beside it. Keys are
/// case-sensitive. Everyone the trace reaches can read the items: no secrets. Thread safe. See <see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/baggage/api.md"/>.
/// </remarks>
public static class TraceBaggage
{
    /// <summary>Gets all items, as they are now.</summary>
    /// <value>Keys and values; empty when there are none. It does not change afterwards.</value>
    public static IReadOnlyDictionary<string, string> Items => FlowBaggage.Of(Activity.Current).GetBaggage();

    /// <summary>Gets the value of an item.</summary>
    /// <param name="key">The item's key.</param>
    /// <returns>The value, or <see langword="null"/> when there is no such item.</returns>
    public static string? Get(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return FlowBaggage.Of(Activity.Current).GetBaggage().GetValueOrDefault(key);
    }

    /// <summary>Sets an item, in place of one of the same key.</summary>
    /// <param name="key">The item's key: letters, digits and the other characters of an HTTP token, such as <c>tenant.id</c>.</param>
    /// <param name="value">The value, any text; <see langword="null"/> removes the item.</param>
    /// <exception cref="ArgumentException">The key is no HTTP token (RFC 9110), so no header could carry the item.</exception>
    /// <remarks>
    /// Values are percent-encoded on their way. Headers carry at most 180 items and 8,192 characters in all; what does not fit stays in
    /// this process, and the log says so once.
    /// </remarks>
    public static void Set(string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (value is null)
        {
            Remove(key);
            return;
        }

        if (!HttpToken.Is(key))
        {
            throw new ArgumentException($"The key of a baggage item must be an HTTP token (letters, digits, !#$%&'*+-.^_`|~); \"{key}\" is not.", nameof(key));
        }

        FlowBaggage.Change(items => With(items.GetBaggage(), key, value));
    }

    /// <summary>Removes an item; the services called from here on do not get it.</summary>
    /// <param name="key">The item's key. Nothing happens when there is no such item.</param>
    public static void Remove(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        FlowBaggage.Change(items => items.RemoveBaggage(key));
    }

    /// <summary>Removes all items.</summary>
    public static void Clear() => FlowBaggage.Change(static _ => default);

    /// <summary>Sets all items at once, in place of those there are: what a message came with, before the span that handles it starts.</summary>
    /// <param name="items">The items, such as <see cref="PropagatedContext.Baggage"/>. Of a key that occurs twice the first counts; an item without a value is left out.</param>
    public static void Replace(IEnumerable<KeyValuePair<string, string?>> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var replacement = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in items)
        {
            if (value is not null)
            {
                replacement.TryAdd(key, value);
            }
        }

        FlowBaggage.Change(_ => Baggage.Create(replacement));
    }

    // First, as .NET keeps them: when not all fit into a header, those this service has set go out.
    private static Baggage With(IReadOnlyDictionary<string, string> items, string key, string value)
    {
        var changed = new Dictionary<string, string>(items.Count + 1, StringComparer.Ordinal) { [key] = value };
        foreach (var item in items)
        {
            changed.TryAdd(item.Key, item.Value);
        }

        return Baggage.Create(changed);
    }
}
