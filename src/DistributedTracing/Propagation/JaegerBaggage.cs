using System.Collections.Specialized;
using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>Jaeger's baggage: a header <c>uberctx-{key}: {value}</c> for each item, the value percent-encoded.</summary>
/// <remarks>
/// <see href="https://www.jaegertracing.io/sdk-migration/#baggage"/>. A getter reads headers by name, and these names are not known:
/// items are read only from a carrier that lists its headers, as the header collection of an ASP.NET Core request does. Header names
/// have no case and HTTP/2 sends them in lower case, so that is how keys are read. A header that occurs twice is left out.
/// </remarks>
internal static class JaegerBaggage
{
    private const string Prefix = JaegerBaggageHeader.Prefix;

    public static List<KeyValuePair<string, string?>>? Extract(object? carrier) => carrier switch
    {
        IEnumerable<KeyValuePair<string, StringValues>> headers => Read(headers, static header => (header.Key, header.Value.Count == 1 ? header.Value[0] : null)),
        IEnumerable<KeyValuePair<string, string>> fields => Read(fields, static field => (field.Key, field.Value)),
        HttpHeaders headers => Read(headers.NonValidated, static header => (header.Key, header.Value.Count == 1 ? header.Value.ToString() : null)),
        NameValueCollection fields => Read(fields.AllKeys, name => (name ?? string.Empty, fields.GetValues(name) is [var value] ? value : null)),
        _ => null,
    };

    public static void Inject(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
        if (BaggageItems.AreNone(baggage))
        {
            return;
        }

        var length = 0;
        var count = 0;
        var visible = new VisibleItems(StringComparison.OrdinalIgnoreCase);
        foreach (var item in baggage)
        {
            if (!visible.Include(item))
            {
                continue;
            }

            var name = JaegerBaggageHeader.Of(item.Key);
            var value = BaggageValue.Encode(item.Value!);
            if (length + name.Length + value.Length > BaggageItems.MaxBytes || IsPresent(carrier, name))
            {
                continue;
            }

            length += name.Length + value.Length;
            setter(carrier, name, value);
            if (++count == BaggageItems.MaxCount)
            {
                break;
            }
        }
    }

    // Not every setter leaves what the application set itself.
    private static bool IsPresent(object? carrier, string name) =>
        carrier is HttpRequestMessage request && request.Headers.NonValidated.Contains(name);

    private static List<KeyValuePair<string, string?>>? Read<T>(IEnumerable<T> headers, Func<T, (string Name, string? Value)> read)
    {
        List<KeyValuePair<string, string?>>? items = null;
        var length = 0;
        foreach (var header in headers)
        {
            var (name, value) = read(header);
            if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                || !HttpToken.Is(name.AsSpan(Prefix.Length))
                || value is null
                || length + name.Length + value.Length > BaggageItems.MaxBytes)
            {
                continue;
            }

            length += name.Length + value.Length;
            items ??= [];
            items.Add(new(name[Prefix.Length..].ToLowerInvariant(), BaggageValue.Decode(value)));
            if (items.Count == BaggageItems.MaxCount)
            {
                break;
            }
        }

        return items;
    }
}
