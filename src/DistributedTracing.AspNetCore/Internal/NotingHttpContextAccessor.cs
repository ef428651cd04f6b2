using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>What the framework's context factory tells of each request it begins and ends; the application's own accessor, if any, is told too.</summary>
internal sealed class NotingHttpContextAccessor(IHttpContextAccessor? applications) : IHttpContextAccessor
{
    public HttpContext? HttpContext
    {
        get => applications?.HttpContext;
        set
        {
            RequestAtHand.Context = value;
            applications?.HttpContext = value;
        }
    }
}
