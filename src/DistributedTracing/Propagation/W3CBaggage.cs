using System.Text;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>W3C Baggage: <c>baggage: key=value,key=value;property</c>, values percent-encoded.</summary>
/// <remarks><see href="https://www.w3.org/TR/baggage/"/>. Entries beyond the limits are left out; properties are dropped.</remarks>
internal static class W3CBaggage
{
    public const string Header = "baggage";

    public static List<KeyValuePair<string, string?>>? Extract(object? carrier, PropagatorGetterCallback getter)
    {
        getter(carrier, Header, out var value, out var values);
        value ??= values is null ? null : string.Join(',', values);
        return string.IsNullOrWhiteSpace(value) ? null : Parse(WithinLimit(value));
    }

    // Up to the last whole member.
    private static ReadOnlySpan<char> WithinLimit(ReadOnlySpan<char> value) =>
        value.Length <= BaggageItems.MaxLength ? value : value[..Math.Max(0, value[..(BaggageItems.MaxLength + 1)].LastIndexOf(','))];

    public static void Inject(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
        StringBuilder? text = null;
        var members = 0;
        foreach (var (key, value) in BaggageItems.Visible(baggage))
        {
            text ??= new StringBuilder();
            if (TryAppend(text, key, value) && ++members == BaggageItems.MaxCount)
            {
                break;
            }
        }

        if (text is { Length: > 0 })
        {
            setter(carrier, WrittenHeader.Baggage, text.ToString());
        }
    }

    // An entry that does not fit costs itself only, not those after it.
    private static bool TryAppend(StringBuilder text, string key, string value)
    {
        var encoded = Uri.EscapeDataString(value);
        var separator = text.Length == 0 ? string.Empty : ",";
        if (text.Length + separator.Length + key.Length + 1 + encoded.Length > BaggageItems.MaxLength)
        {
            return false;
        }

        text.Append(separator).Append(key).Append('=').Append(encoded);
        return true;
    }

    private static List<KeyValuePair<string, string?>>? Parse(ReadOnlySpan<char> value)
    {
        List<KeyValuePair<string, string?>>? members = null;
        foreach (var range in value.Split(','))
        {
            if (TryParseMember(value[range], out var member))
            {
                members ??= [];
                members.Add(member);
                if (members.Count == BaggageItems.MaxCount)
                {
                    break;
                }
            }
        }

        return members;
    }

    private static bool TryParseMember(ReadOnlySpan<char> text, out KeyValuePair<string, string?> member)
    {
        member = default;
        var properties = text.IndexOf(';');
        if (properties >= 0)
        {
            text = text[..properties];
        }

        var separator = text.IndexOf('=');
        if (separator <= 0)
        {
            return false;
        }

        var key = text[..separator].Trim(" \t");
        if (!HttpToken.Is(key))
        {
            return false;
        }

        member = new(key.ToString(), Uri.UnescapeDataString(text[(separator + 1)..].Trim(" \t")));
        return true;
    }
}
