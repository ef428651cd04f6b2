namespace OrderService.Checkout;

internal sealed record CheckoutItem(string Sku, int Quantity);
