namespace PaymentService;

/// <summary>Money to take for an order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Amount">The amount in the shop's currency.</param>
/// <param name="Scenario">How the provider is to behave: nothing for well, <c>slow</c>, <c>unavailable</c> or <c>declined</c>.</param>
internal sealed record Charge(Guid OrderId, decimal Amount, string? Scenario);
