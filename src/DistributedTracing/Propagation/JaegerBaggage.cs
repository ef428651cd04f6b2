using Microsoft.Extensions.Primitives;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>Jaeger's baggage: a header <c>uberctx-{key}: {value}</c> for each item, the value percent-encoded.</summary>
/// <remarks>
/// <see href="https://www.jaegertracing.io/sdk-migration/#baggage"/>. A getter reads headers by name, and these names are not known:
/// items are read only from a carrier that lists its headers, as the header collection of an ASP.NET Core request does. Header names
/// have no case and HTTP/2 sends them in lower case, so that is how keys are read.
/// </remarks>
internal static class JaegerBaggage
{
    private const string Prefix = JaegerBaggageHeader.Prefix;

    public static List<KeyValuePair<string, string?>>? Extract(object? carrier) => carrier switch
    {
        IEnumerable<KeyValuePair<string, StringValues>> headers => Read(headers, static values => values.Count == 1 ? values[0] : null),
        IEnumerable<KeyValuePair<string, string>> headers => Read(headers, static value => value),
        _ => null,
    };

    public static void Inject(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
        var length = 0;
        foreach (var (key, value) in BaggageItems.Visible(baggage).DistinctBy(item => item.Key, StringComparer.OrdinalIgnoreCase).Take(BaggageItems.MaxCount))
        {
            var name = JaegerBaggageHeader.Of(key);
            var encoded = Uri.EscapeDataString(value);
            if (length + name.Length + encoded.Length > BaggageItems.MaxLength || IsPresent(carrier, name))
            {
                continue;
            }

            length += name.Length + encoded.Length;
            setter(carrier, name, encoded);
        }
    }

    // Not every setter leaves what the application set itself.
    private static bool IsPresent(object? carrier, string name) =>
        carrier is HttpRequestMessage request && request.Headers.NonValidated.Contains(name);

    private static List<KeyValuePair<string, string?>>? Read<T>(IEnumerable<KeyValuePair<string, T>> headers, Func<T, string?> single)
    {
        List<KeyValuePair<string, string?>>? items = null;
        var length = 0;
        foreach (var (name, values) in headers)
        {
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                || !HttpToken.Is(name.AsSpan(Prefix.Length))
                || single(values) is not { } value
                || length + name.Length + value.Length > BaggageItems.MaxLength)
            {
                continue;
            }

            length += name.Length + value.Length;
            items ??= [];
            items.Add(new(name[Prefix.Length..].ToLowerInvariant(), Uri.UnescapeDataString(value)));
            if (items.Count == BaggageItems.MaxCount)
            {
                break;
            }
        }

        return items;
    }
}
