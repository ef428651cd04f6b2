namespace DistributedTracing.AspNetCore.Internal;

/// <summary>A request method as the conventions want it: a known one in capitals, else <c>_OTHER</c> and the original.</summary>
/// <remarks>
/// RFC 9110, RFC 5789 (PATCH) and the QUERY method; anything else could be chosen freely by a caller to blow up a backend's indexes.
/// </remarks>
internal readonly record struct HttpMethodName(string Name, string? Original)
{
    private const string Other = "_OTHER";

    private static readonly string[] Known = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "QUERY"];

    public static HttpMethodName Of(string method)
    {
        foreach (var known in Known)
        {
            if (string.Equals(known, method, StringComparison.OrdinalIgnoreCase))
            {
                return new HttpMethodName(known, string.Equals(known, method, StringComparison.Ordinal) ? null : method);
            }
        }

        return new HttpMethodName(Other, method);
    }

    /// <summary>Gets the word a span's name begins with.</summary>
    public string InSpanName => Name == Other ? "HTTP" : Name;
}
