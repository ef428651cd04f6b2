using System.Net;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>The first caller as reverse proxies name it. Anybody can write these headers, so this is good for hints only.</summary>
/// <remarks><see href="https://www.rfc-editor.org/rfc/rfc7239#section-6"/>.</remarks>
internal static class ForwardedCaller
{
    public const string ForwardedFor = "X-Forwarded-For";
    public const string Forwarded = "Forwarded";

    /// <summary>Reads the address; <see langword="null"/> when there is none, or an obfuscated one.</summary>
    public static IPAddress? Of(IHeaderDictionary headers, out string header)
    {
        header = ForwardedFor;
        if (headers[ForwardedFor] is [{ } addresses, ..])
        {
            return Parse(FirstOf(addresses));
        }

        header = Forwarded;
        return headers[Forwarded] is [{ } elements, ..] ? Parse(ForParameter(FirstOf(elements))) : null;
    }

    private static ReadOnlySpan<char> FirstOf(ReadOnlySpan<char> list)
    {
        var comma = list.IndexOf(',');
        return (comma < 0 ? list : list[..comma]).Trim();
    }

    private static ReadOnlySpan<char> ForParameter(ReadOnlySpan<char> element)
    {
        foreach (var range in element.Split(';'))
        {
            var pair = element[range].Trim();
            if (pair.StartsWith("for=", StringComparison.OrdinalIgnoreCase))
            {
                return pair[4..].Trim('"');
            }
        }

        return default;
    }

    // 192.0.2.1, 192.0.2.1:4711, 2001:db8::1, [2001:db8::1], [2001:db8::1]:4711.
    private static IPAddress? Parse(ReadOnlySpan<char> text)
    {
        if (text is ['[', .. var rest] && rest.IndexOf(']') is var end and > 0)
        {
            text = rest[..end];
        }
        else if (text.Count(':') == 1)
        {
            text = text[..text.IndexOf(':')];
        }

        return IPAddress.TryParse(text, out var address) ? address : null;
    }
}
