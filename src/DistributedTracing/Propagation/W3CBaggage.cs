using System.Text;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>W3C Baggage: <c>baggage: key=value,key=value;property</c>, values percent-encoded.</summary>
/// <remarks><see href="https://www.w3.org/TR/baggage/"/>. Entries beyond the limits are left out; properties are dropped.</remarks>
internal static class W3CBaggage
{
    public const string Header = "baggage";

    private const int MaxMembers = 180;
    private const int MaxLength = 8_192;

    public static IEnumerable<KeyValuePair<string, string?>>? Extract(object? carrier, PropagatorGetterCallback getter)
    {
        getter(carrier, Header, out var value, out var values);
        value ??= values is null ? null : string.Join(',', values);
        return string.IsNullOrWhiteSpace(value) || value.Length > MaxLength ? null : Parse(value);
    }

    public static void Inject(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
        StringBuilder? text = null;
        var members = 0;
        foreach (var (key, value) in baggage)
        {
            if (value is null || !IsToken(key))
            {
                continue;
            }

            var member = $"{key}={Uri.EscapeDataString(value)}";
            if (members == MaxMembers || (text?.Length ?? 0) + member.Length + 1 > MaxLength)
            {
                break;
            }

            text = text?.Append(',') ?? new StringBuilder();
            text.Append(member);
            members++;
        }

        if (text is not null)
        {
            setter(carrier, Header, text.ToString());
        }
    }

    private static List<KeyValuePair<string, string?>>? Parse(string value)
    {
        List<KeyValuePair<string, string?>>? members = null;
        foreach (var range in value.AsSpan().Split(','))
        {
            if (TryParseMember(value.AsSpan(range), out var member))
            {
                members ??= [];
                members.Add(member);
                if (members.Count == MaxMembers)
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
        if (!IsToken(key))
        {
            return false;
        }

        member = new(key.ToString(), Uri.UnescapeDataString(text[(separator + 1)..].Trim(" \t")));
        return true;
    }

    // RFC 9110 section 5.6.2.
    private static bool IsToken(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && !"!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }
}
