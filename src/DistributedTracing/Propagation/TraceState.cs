using System.Buffers;

namespace DistributedTracing.Propagation;

/// <summary>Checks <c>tracestate</c> values. What is let through goes on to every callee, where HttpClient refuses to send what is no ASCII.</summary>
/// <remarks><see href="https://www.w3.org/TR/trace-context-2/#tracestate-header"/>.</remarks>
internal static class TraceState
{
    private const int MaxMembers = 32;
    private const int MaxKeyLength = 256;
    private const int MaxValueLength = 256;

    private static readonly SearchValues<char> KeyStart = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> Key = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-*/@");

    // Printable ASCII, but for the comma and the equals sign.
    private static readonly SearchValues<char> Value =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Where(character => character is not (',' or '='))]);

    /// <summary>Whether the text is a list of at least one member, each of them well formed; empty members are allowed among them.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        var members = 0;
        foreach (var range in text.Split(','))
        {
            var member = text[range].Trim(" \t");
            if (member.IsEmpty)
            {
                continue;
            }

            if (++members > MaxMembers || !IsMember(member))
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

    private static bool IsValue(ReadOnlySpan<char> value) =>
        value.Length is > 0 and <= MaxValueLength && !value.ContainsAnyExcept(Value);
}
