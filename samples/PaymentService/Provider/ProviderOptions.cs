namespace PaymentService.Provider;

/// <summary>The configuration section <c>Provider</c>.</summary>
internal sealed class ProviderOptions
{
    /// <summary>Gets or sets where the payment provider is; without an address this service plays the provider itself.</summary>
    public Uri? Address { get; set; }

    /// <summary>Gets or sets how long one attempt may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(500);
}
