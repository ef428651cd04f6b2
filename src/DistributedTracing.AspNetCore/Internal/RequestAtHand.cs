using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>The request this thread is about to have a span for, known from just before the span is sampled until the pipeline begins.</summary>
/// <remarks>
/// An <c>IHttpContextAccessor</c> knows it as well, but any accessor keeps the framework from using its context objects again: about
/// 300 bytes a request, and 200 more for the copies of the execution context that carry it.
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
