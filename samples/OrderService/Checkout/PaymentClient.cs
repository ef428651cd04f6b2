using System.Net;
using OrderService.Data;

namespace OrderService.Checkout;

/// <summary>Talks to PaymentService.</summary>
internal sealed class PaymentClient(HttpClient http, ILogger<PaymentClient> logger)
{
    public async Task<CheckoutOutcome> ChargeAsync(Order order, string? scenario, CancellationToken cancellationToken)
    {
        try
        {
            var body = new { OrderId = order.Id, Amount = order.Total, Scenario = scenario };
            using var response = await http.PostAsJsonAsync("/charges", body, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.NoContent => CheckoutOutcome.Placed,
                HttpStatusCode.PaymentRequired => CheckoutOutcome.PaymentDeclined,
                _ => CheckoutOutcome.PaymentUnavailable,
            };
        }
        catch (HttpRequestException exception)
        {
            logger.LogError("Order {OrderId} cannot be paid: {Reason}", order.Id, exception.Message);
            return CheckoutOutcome.PaymentUnavailable;
        }
    }
}
