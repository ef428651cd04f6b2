namespace PaymentService.Provider;

internal sealed class ProviderTimeoutException(TimeSpan timeout, Exception cause)
    : Exception($"The payment provider did not answer within {timeout.TotalMilliseconds:0} ms.", cause);
