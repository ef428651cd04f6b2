namespace OrderService.Checkout;

/// <summary>What a customer wants to buy.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Items">The goods, at least one.</param>
/// <param name="Scenario">How the payment is to go: nothing for well, <c>slow</c>, <c>unavailable</c> or <c>declined</c>.</param>
internal sealed record CheckoutRequest(int CustomerId, IReadOnlyList<CheckoutItem> Items, string? Scenario);
