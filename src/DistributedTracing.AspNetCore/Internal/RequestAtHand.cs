using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>The request of this thread at two moments: while the framework has its span sampled, and while it ends the span.</summary>
/// <remarks>
/// An <c>IHttpContextAccessor</c> would know it too, but keeps it for the whole request: half a kilobyte in copies of the execution context.
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
