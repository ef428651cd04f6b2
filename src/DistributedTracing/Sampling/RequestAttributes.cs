namespace DistributedTracing.Sampling;

/// <summary>What a request says about attributes that its span gets only when it ends.</summary>
/// <remarks><see href="https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/http/http-spans.md#http-server"/>.</remarks>
internal static class RequestAttributes
{
    public const string UserAgentHeader = "User-Agent";

    public static RequestAttribute Of(string key) => key switch
    {
        "url.path" => RequestAttribute.Path,
        "url.scheme" => RequestAttribute.Scheme,
        "http.request.method" => RequestAttribute.Method,
        "server.address" => RequestAttribute.ServerAddress,
        "client.address" => RequestAttribute.ClientAddress,
        "user_agent.original" => RequestAttribute.UserAgent,
        _ => RequestAttribute.None,
    };

    public static string? Value(in SamplingCandidate candidate, RequestAttribute attribute) => attribute switch
    {
        RequestAttribute.Path => candidate.Path,
        RequestAttribute.Scheme => candidate.Scheme,
        RequestAttribute.Method => candidate.Method,
        RequestAttribute.ServerAddress => HostName.TextOf(candidate.Host),
        RequestAttribute.ClientAddress => candidate.RemoteAddress?.ToString(),
        RequestAttribute.UserAgent => candidate.Header(UserAgentHeader),
        _ => null,
    };
}
