using System.Net;
using System.Security.Authentication;

namespace DistributedTracing.Delivery;

/// <summary>What the last export request came to; the exporter itself only says that it failed. Written and read by one thread.</summary>
/// <remarks>
/// <see href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/docs/specification.md#failures-1"/>: no response,
/// 429, 502, 503 and 504 are tried again; for gRPC see "Failures" in the same document.
/// </remarks>
internal sealed class TransportOutcome
{
    private static readonly HttpStatusCode[] Retryable =
    [
        HttpStatusCode.TooManyRequests, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout,
    ];

    // CANCELLED, DEADLINE_EXCEEDED, ABORTED, OUT_OF_RANGE, UNAVAILABLE, DATA_LOSS.
    private static readonly string[] RetryableGrpc = ["1", "4", "10", "11", "14", "15"];

    /// <summary>Gets what went wrong, for people.</summary>
    public string Cause { get; private set; } = "no request was sent";

    /// <summary>Gets whether a request was sent at all; what an exporter cannot write it does not send.</summary>
    public bool IsRequestSent { get; private set; }

    public bool IsRetryable { get; private set; }

    /// <summary>Gets how long the server asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>Forgets the last request, before the next is sent.</summary>
    public void Reset()
    {
        Cause = "no request was sent";
        IsRequestSent = false;
        IsRetryable = false;
        RetryAfter = null;
    }

    public void Set(HttpResponseMessage response, TimeProvider time)
    {
        IsRequestSent = true;
        var retryAfter = response.Headers.RetryAfter;
        RetryAfter = retryAfter?.Delta ?? (retryAfter?.Date - time.GetUtcNow());
        if (response.Headers.TryGetValues("grpc-status", out var statuses) && statuses.FirstOrDefault() is { } status)
        {
            Cause = $"it answered with gRPC status {status}";
            IsRetryable = RetryableGrpc.Contains(status);
        }
        else if (response.IsSuccessStatusCode)
        {
            // Seen only when the body of a gRPC answer is cut off or its trailers tell of a failure.
            Cause = "its answer was not complete";
            IsRetryable = true;
        }
        else
        {
            Cause = $"it answered {(int)response.StatusCode} {response.ReasonPhrase}";
            IsRetryable = Retryable.Contains(response.StatusCode);
        }
    }

    public void Set(Exception exception)
    {
        IsRequestSent = true;
        Cause = exception switch
        {
            OperationCanceledException => "it did not answer in time",

            // The outer one says "see inner exception".
            { InnerException: AuthenticationException refusal } => refusal.Message.TrimEnd('.'),
            _ => exception.Message.TrimEnd('.'),
        };
        IsRetryable = true;
        RetryAfter = null;
    }
}
