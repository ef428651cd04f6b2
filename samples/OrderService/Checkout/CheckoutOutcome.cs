namespace OrderService.Checkout;

internal enum CheckoutOutcome
{
    Placed,
    UnknownCustomer,
    UnknownProduct,
    OutOfStock,
    PaymentDeclined,
    PaymentUnavailable,
    InventoryUnavailable,
}
