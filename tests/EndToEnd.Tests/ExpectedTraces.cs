namespace EndToEnd.Tests;

/// <summary>The whole traces that the shop's requests must lead to, as <see cref="TraceTree"/> writes them.</summary>
internal static class ExpectedTraces
{
    private const string UntilPayment = """
          OrderService Client postgresql
          OrderService Internal price order
            OrderService Client postgresql
          OrderService Client POST
            InventoryService Server POST /reservations
              InventoryService Client postgresql
              InventoryService Client postgresql
              InventoryService Client postgresql
        """;

    private const string Release = """
          OrderService Client DELETE
            InventoryService Server DELETE /reservations/{orderId:guid}
              InventoryService Client postgresql
        """;

    public const string Checkout = $"""
        OrderService Server POST /checkout
        {UntilPayment}
          OrderService Client POST
            PaymentService Server POST /charges
              PaymentService Internal charge card
                PaymentService Client POST
          OrderService Client postgresql
        """;

    public const string SlowCheckout = $"""
        OrderService Server POST /checkout
        {UntilPayment}
          OrderService Client POST
            PaymentService Server POST /charges
              PaymentService Internal charge card
                PaymentService Client POST (error)
                PaymentService Client POST (error)
                PaymentService Client POST (error)
                PaymentService Client POST
          OrderService Client postgresql
        """;

    public const string DeclinedCheckout = $"""
        OrderService Server POST /checkout
        {UntilPayment}
          OrderService Client POST (error)
            PaymentService Server POST /charges
              PaymentService Internal charge card (error)
                PaymentService Client POST (error)
        {Release}
        """;

    public const string UnpaidCheckout = $"""
        OrderService Server POST /checkout (error)
        {UntilPayment}
          OrderService Client POST (error)
            PaymentService Server POST /charges (error)
              PaymentService Internal charge card (error)
                PaymentService Client POST (error)
                PaymentService Client POST (error)
                PaymentService Client POST (error)
                PaymentService Client POST (error)
        {Release}
        """;

    /// <summary>The payment service was killed: the spans of the others.</summary>
    public const string CheckoutWithoutPaymentService = $"""
        OrderService Server POST /checkout (error)
        {UntilPayment}
          OrderService Client POST (error)
        {Release}
        """;

    public const string GetOrder = """
        OrderService Server GET /orders/{id:guid}
          OrderService Internal load order {order.id}
            OrderService Client postgresql
            OrderService Client postgresql
            OrderService Client postgresql
            OrderService Client postgresql
        """;
}
