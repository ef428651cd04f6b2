namespace DistributedTracing.Delivery;

/// <summary>Notes what each export request came to.</summary>
internal sealed class OutcomeHandler(TransportOutcome outcome, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = base.Send(request, cancellationToken);
            outcome.Set(response, time);
            return response;
        }
        catch (Exception exception)
        {
            outcome.Set(exception);
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            outcome.Set(response, time);
            return response;
        }
        catch (Exception exception)
        {
            outcome.Set(exception);
            throw;
        }
    }
}
