using System.Net.Http.Json;
using System.Text.Json;

namespace Samples.Infrastructure.Shopping;

/// <summary>A customer of the shop, not traced: each request begins a new trace in OrderService. Thread safe.</summary>
public sealed class ShopClient : IDisposable
{
    private static readonly (string Sku, int Quantity)[] Basket = [("TEA-1", 2), ("CUP-1", 4), ("POT-1", 1)];

    // The propagator is off: the caller's own activity, such as a test's, must not become the parent.
    private readonly HttpClient _http;

    public ShopClient(Uri address) =>
        _http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = address };

    /// <summary>Buys three different things.</summary>
    /// <param name="scenario">How the payment is to go: nothing for well, <c>slow</c>, <c>unavailable</c> or <c>declined</c>.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<CheckoutAnswer> CheckOutAsync(string? scenario = null, CancellationToken cancellationToken = default)
    {
        var body = new
        {
            CustomerId = 1,
            Items = Basket.Select(item => new { item.Sku, item.Quantity }),
            Scenario = scenario,
        };
        using var response = await _http.PostAsJsonAsync(new Uri("/checkout", UriKind.Relative), body, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return new CheckoutAnswer(response.StatusCode, answer.TryGetProperty("id", out var id) ? id.GetGuid() : Guid.Empty);
    }

    /// <summary>Looks at an order.</summary>
    public async Task<HttpResponseMessage> GetOrderAsync(Guid id, CancellationToken cancellationToken = default) =>
        await _http.GetAsync(new Uri($"/orders/{id}", UriKind.Relative), cancellationToken);

    public void Dispose() => _http.Dispose();
}
