using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>Speaks with the process that holds the store. Its requests are no spans and no metrics of the application. Thread safe.</summary>
internal sealed class HolderClient : IDisposable
{
    private const int MaxIdentityBytes = 16 * 1_024;
    private static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForwardTime = TimeSpan.FromSeconds(15);

    private readonly SilentMeterFactory _meters = new();
    private readonly HttpMessageInvoker _client;

    public HolderClient() => _client = new HttpMessageInvoker(new SocketsHttpHandler
    {
        // Without a propagator the handler makes no activity at all.
        ActivityHeadersPropagator = null,
        MeterFactory = _meters,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    });

    /// <summary>Asks who listens at the address.</summary>
    /// <returns>The answer, with the name of the service when it is a viewer.</returns>
    public async Task<(HolderAnswer Answer, string? Service)> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(ProbeTime);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, HolderIdentity.Path));
            using var response = await _client.SendAsync(request, timeout.Token).ConfigureAwait(false);
            var service = HolderIdentity.Read(await ReadAsync(response, timeout.Token).ConfigureAwait(false));
            return service is null ? (HolderAnswer.SomethingElse, null) : (HolderAnswer.Viewer, service);
        }
        catch (HttpRequestException exception)
        {
            return (Interpret(exception.HttpRequestError), null);
        }
        catch (IOException)
        {
            return (HolderAnswer.Silence, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (HolderAnswer.Silence, null);
        }
    }

    /// <summary>Has the holder answer a query.</summary>
    /// <exception cref="HttpRequestException">The holder is gone.</exception>
    /// <exception cref="OperationCanceledException">The holder does not answer, or the caller is gone.</exception>
    public async Task ForwardAsync(HttpContext context, Uri address)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(ForwardTime);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, new Uri(address, context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent()));
        if (context.Request.Headers.IfNoneMatch is [{ } tag])
        {
            request.Headers.TryAddWithoutValidation(HeaderNames.IfNoneMatch, tag);
        }

        using var response = await _client.SendAsync(request, timeout.Token).ConfigureAwait(false);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        context.Response.Headers.ETag = response.Headers.ETag?.ToString();
        context.Response.Headers.CacheControl = "no-cache";
        if (response.StatusCode != System.Net.HttpStatusCode.NotModified)
        {
            await response.Content.CopyToAsync(context.Response.Body, timeout.Token).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _meters.Dispose();
    }

    private static HolderAnswer Interpret(HttpRequestError error) => error switch
    {
        HttpRequestError.ConnectionError => HolderAnswer.Nobody,
        HttpRequestError.InvalidResponse => HolderAnswer.SomethingElse,
        _ => HolderAnswer.Silence,
    };

    // Whatever listens there may send without end.
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var buffer = new byte[MaxIdentityBytes];
            var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return buffer.AsMemory(0, length);
        }
    }
}
