using System.Net;

namespace DistributedTracing.Http.Tests;

/// <summary>Sends a request again while it is answered with 503: the same one, or a copy.</summary>
internal sealed class RetryHandler(HttpMessageHandler inner, bool copies = false, Uri? then = null) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        while (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            response.Dispose();
            request = copies ? Copy(request) : request;
            request.RequestUri = then ?? request.RequestUri;
            response = await base.SendAsync(request, cancellationToken);
        }

        return response;
    }

    private static HttpRequestMessage Copy(HttpRequestMessage request)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var (name, values) in request.Headers)
        {
            copy.Headers.TryAddWithoutValidation(name, values);
        }

        return copy;
    }
}
