using DistributedTracing;
using OrderService.Data;

namespace OrderService.Checkout;

internal static class CheckoutEndpoint
{
    public static async Task<IResult> HandleAsync(
        CheckoutRequest request, CheckoutProcess checkout, ILogger<CheckoutProcess> logger, CancellationToken cancellationToken)
    {
        if (request.Items is not { Count: > 0 } || request.Items.Any(item => item.Quantity < 1))
        {
            return Results.BadRequest(new { error = "At least one item, and at least one of each." });
        }

        var order = new Order { CustomerId = request.CustomerId };
        Span.Current.SetAttribute("order.id", order.Id.ToString());
        var outcome = await checkout.RunAsync(order, request, cancellationToken);
        logger.LogInformation("Checkout of order {OrderId} by customer {CustomerId}: {Outcome}", order.Id, order.CustomerId, outcome);
        return ToResult(order, outcome);
    }

    private static IResult ToResult(Order order, CheckoutOutcome outcome) => outcome switch
    {
        CheckoutOutcome.Placed => Results.Created($"/orders/{order.Id}", new { order.Id, order.Total }),
        CheckoutOutcome.UnknownCustomer or CheckoutOutcome.UnknownProduct => Failure(order, outcome, StatusCodes.Status404NotFound),
        CheckoutOutcome.OutOfStock => Failure(order, outcome, StatusCodes.Status409Conflict),
        CheckoutOutcome.PaymentDeclined => Failure(order, outcome, StatusCodes.Status402PaymentRequired),
        _ => Failure(order, outcome, StatusCodes.Status502BadGateway),
    };

    private static IResult Failure(Order order, CheckoutOutcome outcome, int statusCode) =>
        Results.Json(new { order.Id, Error = outcome.ToString() }, statusCode: statusCode);
}
