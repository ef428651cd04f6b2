namespace PaymentService.Provider;

/// <summary>What the provider is sent.</summary>
internal sealed record ProviderRequest(Guid Reference, decimal Amount, int Attempt, string? Scenario);
