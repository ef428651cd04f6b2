using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>The request this thread is about to have a span for: set when the host is about to make it, read while the span is sampled.</summary>
/// <remarks>
/// An <c>IHttpContextAccessor</c> would know it too, but for as long as the request lasts: half a kilobyte in copies of the execution context.
/// </remarks>
internal static class RequestAtHand
{
    [ThreadStatic]
    private static HttpContext? _context;

    public static HttpContext? Context
    {
        get => _context;
        set => _context = value;
    }
}
