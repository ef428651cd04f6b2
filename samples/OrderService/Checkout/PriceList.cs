using DistributedTracing;
using Microsoft.EntityFrameworkCore;
using OrderService.Data;

namespace OrderService.Checkout;

/// <summary>Finds out what an order costs.</summary>
internal sealed class PriceList(OrdersContext orders)
{
    /// <summary>Adds the lines with their prices to the order.</summary>
    /// <returns><see langword="false"/> when a product does not exist.</returns>
    public Task<bool> TryPriceAsync(Order order, IReadOnlyList<CheckoutItem> items, CancellationToken cancellationToken) =>
        Spans.Source.RunAsync("price order", async span =>
        {
            span.SetAttribute("order.id", order.Id.ToString()).SetAttribute("order.lines", items.Count);
            var skus = items.Select(item => item.Sku).ToArray();
            var products = await orders.Products.Where(product => skus.Contains(product.Sku))
                .ToDictionaryAsync(product => product.Sku, cancellationToken);
            foreach (var item in items)
            {
                if (!products.TryGetValue(item.Sku, out var product))
                {
                    span.SetError("unknown_product", $"There is no product {item.Sku}.");
                    return false;
                }

                order.Lines.Add(new OrderLine { Sku = item.Sku, Quantity = item.Quantity, UnitPrice = product.Price });
            }

            span.SetAttribute("order.total", (double)order.Total);
            return true;
        });
}
