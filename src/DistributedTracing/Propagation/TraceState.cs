using System.Buffers;

namespace DistributedTracing.Propagation;

/// <summary>Checks <c>tracestate</c> values. What is let through goes on to every callee, where HttpClient refuses to send what is no ASCII.</summary>
/// <remarks><see href="https://www.w3.org/TR/trace-context-2/#tracestate-header"/>.</remarks>
internal static class TraceState
{
    // "Vendors SHOULD propagate at least 512 characters." This is what baggage may have too; more of both would be above the limits
    // that servers have for all headers of a request, so that a caller could keep this service from being answered.
    private const int MaxLength = 8_192;
    private const int MaxMembers = 32;
    private const int MaxKeyLength = 256;
    private const int MaxValueLength = 256;

    private static readonly SearchValues<char> KeyStart = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> Key = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-*/@");
    private static readonly SearchValues<char> ListCharacters = SearchValues.Create([.. PrintableAscii, '\t']);

    private static IEnumerable<char> PrintableAscii => Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code);

    /// <summary>Whether the text has only characters that a list can have, so that it does no harm in a header.</summary>
    public static bool IsHeaderValue(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(ListCharacters);

    /// <summary>Whether the text is a list of at least one member, each of them well formed; empty members are allowed among them.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxLength || !IsHeaderValue(text))
        {
            return false;
        }

        var members = 0;
        for (var rest = text; !rest.IsEmpty;)
        {
            var comma = rest.IndexOf(',');
            var member = Trim(comma < 0 ? rest : rest[..comma]);
            rest = comma < 0 ? default : rest[(comma + 1)..];
            if (!member.IsEmpty && (++members > MaxMembers || !IsMember(member)))
            {
                return false;
            }
        }

        return members > 0;
    }

    private static bool IsMember(ReadOnlySpan<char> member)
    {
        var separator = member.IndexOf('=');
        return separator > 0 && IsKey(member[..separator]) && IsValue(member[(separator + 1)..]);
    }

    private static bool IsKey(ReadOnlySpan<char> key) =>
        key.Length <= MaxKeyLength && KeyStart.Contains(key[0]) && !key.ContainsAnyExcept(Key);

    // Printable ASCII, but for the comma, which has been cut at, and the equals sign.
    private static bool IsValue(ReadOnlySpan<char> value) => value.Length is > 0 and <= MaxValueLength && !value.ContainsAny('=', '\t');

    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t");
}
