using DistributedTracing;
using Microsoft.EntityFrameworkCore;
using OrderService.Data;

namespace OrderService;

internal static class OrderEndpoint
{
    public static async Task<IResult> HandleAsync(Guid id, OrdersContext orders, CancellationToken cancellationToken)
    {
        using var span = Spans.Source.StartSpanFromTemplate("load order {order.id}", id.ToString());
        var order = await orders.Orders.AsNoTracking().Include(order => order.Lines)
            .SingleOrDefaultAsync(order => order.Id == id, cancellationToken);
        if (order is null)
        {
            span.SetError("order_not_found");
            return Results.NotFound();
        }

        // Deliberately wrong, to be found in the trace: one query for each line (N+1) where a join would do.
        var lines = new List<object>();
        foreach (var line in order.Lines)
        {
            var product = await orders.Products.AsNoTracking().SingleAsync(product => product.Sku == line.Sku, cancellationToken);
            lines.Add(new { line.Sku, product.Name, line.Quantity, line.UnitPrice });
        }

        return Results.Ok(new { order.Id, order.CustomerId, order.Total, Lines = lines });
    }
}
