namespace PaymentService;

internal sealed class CardDeclinedException(string reason) : Exception($"The card was declined: {reason}.");
