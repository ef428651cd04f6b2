using DistributedTracing.Viewer.Internal.Storage;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>Answers <c>POST /v1/traces</c>. Bounded in size, time and number of requests at once. Thread safe.</summary>
internal sealed class OtlpIntake(TraceStore store, int maxRequestBytes) : IDisposable
{
    private const int MaxRequests = 8;
    private static readonly TimeSpan MaxReadTime = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _requests = new(MaxRequests);

    // Decoded spans take several times the memory of their bytes, so it is done for one request at a time.
    private readonly SemaphoreSlim _decoding = new(1);

    public async Task HandleAsync(HttpContext context)
    {
        var encoding = OtlpContentType.Of(context.Request.ContentType);
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await FailAsync(context, encoding, StatusCodes.Status405MethodNotAllowed, "Spans are sent with POST.").ConfigureAwait(false);
        }
        else if (encoding is null)
        {
            await FailAsync(
                context, null, StatusCodes.Status415UnsupportedMediaType, $"The content type must be {OtlpContentType.Protobuf} or {OtlpContentType.Json}.")
                .ConfigureAwait(false);
        }
        else if (!TryReadContentEncoding(context.Request, out var isGzip))
        {
            await FailAsync(context, encoding, StatusCodes.Status415UnsupportedMediaType, "The content encoding must be gzip or none.").ConfigureAwait(false);
        }
        else if (!await _requests.WaitAsync(TimeSpan.Zero, context.RequestAborted).ConfigureAwait(false))
        {
            context.Response.Headers.RetryAfter = "1";
            await FailAsync(context, encoding, StatusCodes.Status503ServiceUnavailable, "Too many requests at once; send this one again.").ConfigureAwait(false);
        }
        else
        {
            try
            {
                await ReceiveAsync(context, encoding.Value, isGzip).ConfigureAwait(false);
            }
            finally
            {
                _requests.Release();
            }
        }
    }

    public void Dispose()
    {
        _requests.Dispose();
        _decoding.Dispose();
    }

    private async Task ReceiveAsync(HttpContext context, OtlpEncoding encoding, bool isGzip)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        timeout.CancelAfter(MaxReadTime);
        try
        {
            var body = await RequestBody.ReadAsync(context.Request, isGzip, maxRequestBytes, timeout.Token).ConfigureAwait(false);
            if (body is null)
            {
                await FailAsync(context, encoding, StatusCodes.Status413PayloadTooLarge, $"The limit is {maxRequestBytes} bytes, unpacked.").ConfigureAwait(false);
                return;
            }

            var rejected = await StoreAsync(body.Value, encoding, context.RequestAborted).ConfigureAwait(false);
            await OtlpReply.AcceptedAsync(context, encoding, rejected).ConfigureAwait(false);
        }
        catch (OtlpFormatException exception)
        {
            await FailAsync(context, encoding, StatusCodes.Status400BadRequest, exception.Message).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            await FailAsync(context, encoding, StatusCodes.Status400BadRequest, "The body is not gzip.").ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            await FailAsync(context, encoding, exception.StatusCode, exception.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await FailAsync(context, encoding, StatusCodes.Status408RequestTimeout, "The body did not arrive in time.").ConfigureAwait(false);
        }
    }

    private async Task<int> StoreAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, CancellationToken cancellationToken)
    {
        await _decoding.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var spans = ReceivedSpans.From(OtlpDecoder.Decode(body, encoding));
            store.Add(spans.Accepted);
            return spans.Rejected;
        }
        finally
        {
            _decoding.Release();
        }
    }

    private static Task FailAsync(HttpContext context, OtlpEncoding? encoding, int statusCode, string message) =>
        OtlpReply.FailedAsync(context, encoding ?? OtlpEncoding.Json, statusCode, message);

    private static bool TryReadContentEncoding(HttpRequest request, out bool isGzip)
    {
        var value = request.Headers.ContentEncoding.ToString();
        isGzip = value.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        return isGzip || value.Length == 0 || value.Equals("identity", StringComparison.OrdinalIgnoreCase);
    }
}
