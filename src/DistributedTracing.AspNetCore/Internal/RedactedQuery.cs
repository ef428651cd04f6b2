using System.Text;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>A query string with its values taken out: <c>?id=7&amp;token=abc</c> becomes <c>id=REDACTED&amp;token=REDACTED</c>.</summary>
internal static class RedactedQuery
{
    private const string Redacted = "REDACTED";
    private const int MaxLength = 2_048;

    public static string? Of(string? query)
    {
        if (query is not { Length: > 1 })
        {
            return null;
        }

        var text = new StringBuilder();
        var pairs = query.AsSpan(1, Math.Min(query.Length - 1, MaxLength));
        foreach (var range in pairs.Split('&'))
        {
            if (text.Length >= MaxLength)
            {
                break;
            }

            if (text.Length > 0)
            {
                text.Append('&');
            }

            // A part without "=" may be a bare value, so it is not shown either.
            var pair = pairs[range];
            var separator = pair.IndexOf('=');
            text.Append(separator < 0 ? Redacted : pair[..(separator + 1)]);
            if (separator >= 0)
            {
                text.Append(Redacted);
            }
        }

        return text.ToString();
    }
}
