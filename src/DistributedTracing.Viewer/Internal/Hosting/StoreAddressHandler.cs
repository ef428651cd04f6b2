namespace DistributedTracing.Viewer.Internal.Hosting;

/// <summary>Sends export requests to where the store is now, and has it looked for when it does not answer.</summary>
internal sealed class StoreAddressHandler(SharedStore store, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Redirect(request);
        try
        {
            return base.Send(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            store.Recheck();
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Redirect(request);
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException)
        {
            store.Recheck();
            throw;
        }
    }

    private void Redirect(HttpRequestMessage request) =>
        request.RequestUri = new Uri(store.State.Address, request.RequestUri!.AbsolutePath);
}
