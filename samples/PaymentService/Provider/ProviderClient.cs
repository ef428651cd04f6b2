using System.Net;
using Microsoft.Extensions.Options;

namespace PaymentService.Provider;

/// <summary>Talks to the payment provider. Each request is a client span of its own, so retries can be told apart.</summary>
internal sealed class ProviderClient
{
    private readonly HttpClient _http;

    public ProviderClient(HttpClient http, IOptions<ProviderOptions> options, IHttpContextAccessor accessor)
    {
        _http = http;
        _http.Timeout = options.Value.Timeout;
        _http.BaseAddress = options.Value.Address ?? new Uri($"http://127.0.0.1:{accessor.HttpContext?.Connection.LocalPort}");
    }

    /// <exception cref="ProviderTimeoutException">The provider did not answer in time.</exception>
    /// <exception cref="CardDeclinedException">The provider refused.</exception>
    public async Task ChargeAsync(Charge charge, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ProviderRequest(charge.OrderId, charge.Amount, attempt, charge.Scenario);
            using var response = await _http.PostAsJsonAsync("/provider/charges", request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.PaymentRequired)
            {
                throw new CardDeclinedException("insufficient funds");
            }

            response.EnsureSuccessStatusCode();
        }
        catch (TaskCanceledException exception) when (exception.InnerException is TimeoutException)
        {
            throw new ProviderTimeoutException(_http.Timeout, exception);
        }
    }
}
