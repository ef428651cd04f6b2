using Microsoft.EntityFrameworkCore;
using OrderService.Data;

namespace OrderService.Checkout;

/// <summary>The way from a full basket to an order: customer, prices, stock, payment, and the order in the database.</summary>
internal sealed class CheckoutProcess(OrdersContext orders, PriceList prices, InventoryClient inventory, PaymentClient payment)
{
    public async Task<CheckoutOutcome> RunAsync(Order order, CheckoutRequest request, CancellationToken cancellationToken)
    {
        if (!await orders.Customers.AnyAsync(customer => customer.Id == order.CustomerId, cancellationToken))
        {
            return CheckoutOutcome.UnknownCustomer;
        }

        if (!await prices.TryPriceAsync(order, request.Items, cancellationToken))
        {
            return CheckoutOutcome.UnknownProduct;
        }

        if (await inventory.ReserveAsync(order, cancellationToken) is var reserved and not CheckoutOutcome.Placed)
        {
            return reserved;
        }

        if (await payment.ChargeAsync(order, request.Scenario, cancellationToken) is var paid and not CheckoutOutcome.Placed)
        {
            await inventory.ReleaseAsync(order.Id);
            return paid;
        }

        orders.Orders.Add(order);
        await orders.SaveChangesAsync(cancellationToken);
        return CheckoutOutcome.Placed;
    }
}
