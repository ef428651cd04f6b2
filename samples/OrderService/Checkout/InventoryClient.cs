using System.Net;
using OrderService.Data;

namespace OrderService.Checkout;

/// <summary>Talks to InventoryService. The trace goes along with each request; there is no tracing code here.</summary>
internal sealed class InventoryClient(HttpClient http, ILogger<InventoryClient> logger)
{
    public async Task<CheckoutOutcome> ReserveAsync(Order order, CancellationToken cancellationToken)
    {
        try
        {
            var body = new { OrderId = order.Id, Items = order.Lines.Select(line => new { line.Sku, line.Quantity }) };
            using var response = await http.PostAsJsonAsync("/reservations", body, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.NoContent => CheckoutOutcome.Placed,
                HttpStatusCode.Conflict => CheckoutOutcome.OutOfStock,
                _ => CheckoutOutcome.InventoryUnavailable,
            };
        }
        catch (HttpRequestException exception)
        {
            logger.LogError("Stock for order {OrderId} cannot be reserved: {Reason}", order.Id, exception.Message);
            return CheckoutOutcome.InventoryUnavailable;
        }
    }

    // Also when the customer has gone away: the goods must go back.
    public async Task ReleaseAsync(Guid orderId)
    {
        try
        {
            using var response = await http.DeleteAsync($"/reservations/{orderId}", CancellationToken.None);
            response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException exception)
        {
            logger.LogError("Stock reserved for order {OrderId} cannot be released: {Reason}", orderId, exception.Message);
        }
    }
}
