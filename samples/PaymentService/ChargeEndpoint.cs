using DistributedTracing;
using PaymentService.Provider;

namespace PaymentService;

internal static class ChargeEndpoint
{
    public static async Task<IResult> HandleAsync(
        Charge charge, CardCharger charger, ILogger<CardCharger> logger, CancellationToken cancellationToken)
    {
        Span.Current.SetAttribute("order.id", charge.OrderId.ToString());
        try
        {
            await charger.ChargeAsync(charge, cancellationToken);
            return Results.NoContent();
        }
        catch (CardDeclinedException exception)
        {
            logger.LogWarning("Order {OrderId} is not paid: {Reason}", charge.OrderId, exception.Message);
            return Results.Json(new { error = exception.Message }, statusCode: StatusCodes.Status402PaymentRequired);
        }
        catch (ProviderTimeoutException exception)
        {
            logger.LogError("Order {OrderId} is not paid: {Reason}", charge.OrderId, exception.Message);
            return Results.Json(new { error = exception.Message }, statusCode: StatusCodes.Status504GatewayTimeout);
        }
    }
}
