using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace TraceContext.Tests;

/// <summary>The bytes of one HTTP request, as they are on the wire.</summary>
/// <param name="Lines">The lines before the body; a character is a byte.</param>
/// <param name="Body">The body.</param>
internal sealed record RawRequest(IReadOnlyList<string> Lines, string Body)
{
    /// <summary>Reads a request or a response whose body, if any, has a length.</summary>
    public static async Task<RawRequest> ReadAsync(NetworkStream stream, CancellationToken timeout)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (true)
        {
            if (Parse(text.ToString()) is { } request)
            {
                return request;
            }

            var count = await stream.ReadAsync(buffer, timeout);
            if (count == 0)
            {
                throw new EndOfStreamException($"The connection ended after: {text}");
            }

            text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }

    /// <summary>Gets the values of a header, one for each time it occurs, without the white space around them.</summary>
    public IReadOnlyList<string> Header(string name) =>
        [.. Lines.Skip(1).Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim(' ', '\t'))];

    private static RawRequest? Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return null;
        }

        var head = new RawRequest(text[..end].Split("\r\n"), text[(end + 4)..]);
        var length = head.Header("Content-Length").Select(value => int.Parse(value, CultureInfo.InvariantCulture)).SingleOrDefault();
        return head.Body.Length < length ? null : head;
    }
}
