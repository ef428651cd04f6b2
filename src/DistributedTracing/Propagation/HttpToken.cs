using System.Buffers;

namespace DistributedTracing.Propagation;

/// <summary>The token of HTTP: names of headers, keys of baggage.</summary>
/// <remarks><see href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2"/>.</remarks>
internal static class HttpToken
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    public static bool Is(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(Characters);
}
