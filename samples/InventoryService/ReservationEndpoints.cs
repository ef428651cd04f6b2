using DistributedTracing;

namespace InventoryService;

internal static class ReservationEndpoints
{
    public static async Task<IResult> ReserveAsync(Reservation reservation, IStock stock, CancellationToken cancellationToken)
    {
        // The span of this request: nothing has to be started to say what it is about.
        Span.Current.SetAttribute("order.id", reservation.OrderId.ToString());
        return await stock.TryReserveAsync(reservation.Combined, cancellationToken)
            ? Results.NoContent()
            : Results.Conflict(new { error = "out of stock" });
    }

    public static async Task<IResult> ReleaseAsync(Guid orderId, IStock stock, CancellationToken cancellationToken)
    {
        Span.Current.SetAttribute("order.id", orderId.ToString());
        await stock.ReleaseAsync(orderId, cancellationToken);
        return Results.NoContent();
    }
}
