using System.Diagnostics;
using DistributedTracing;
using PaymentService.Provider;

namespace PaymentService;

/// <summary>Charges a card, and tries again when the provider does not answer in time.</summary>
internal sealed class CardCharger(ProviderClient provider, ILogger<CardCharger> logger)
{
    private static readonly ActivitySource Source = new("PaymentService");

    private static readonly TimeSpan[] PausesBeforeRetries =
        [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)];

    // An exception that leaves the work is on the span, with its type, its message and the status, and reaches the caller.
    public Task ChargeAsync(Charge charge, CancellationToken cancellationToken) => Source.RunAsync("charge card", async span =>
    {
        span.SetAttribute("order.id", charge.OrderId.ToString()).SetAttribute("payment.amount", (double)charge.Amount);
        var attempt = 1;
        while (!await TryChargeAsync(charge, attempt, cancellationToken))
        {
            await Task.Delay(PausesBeforeRetries[attempt - 1], cancellationToken);
            attempt++;
        }

        span.SetAttribute("payment.attempts", attempt);
    });

    private async Task<bool> TryChargeAsync(Charge charge, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            await provider.ChargeAsync(charge, attempt, cancellationToken);
            return true;
        }
        catch (ProviderTimeoutException exception) when (attempt <= PausesBeforeRetries.Length)
        {
            logger.LogWarning("Attempt {Attempt} to charge the card failed: {Reason}", attempt, exception.Message);
            return false;
        }
    }
}
