using DistributedTracing.Viewer.Internal.Jaeger;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.Viewer.Internal.Web;

/// <summary>Everything below <c>/_tracing</c>: the page, its files, the query API.</summary>
internal static class ViewerSite
{
    public const string Path = "/_tracing";

    private const string ApiSegment = "api";

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The path after <c>/_tracing</c>.</param>
    /// <param name="api">Answers what comes after <c>api</c>.</param>
    public static Task HandleAsync(HttpContext context, PathString path, Func<HttpContext, string[], Task> api)
    {
        PageAssets.Secure(context.Response);
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD";
            return Task.CompletedTask;
        }

        var segments = SegmentsOf(path);
        return segments switch
        {
            [ApiSegment, .. var rest] => api(context, rest),
            [""] when path.HasValue => RedirectAsync(context),
            [var name] when PageAssets.Has(name) => PageAssets.SendAsync(context, name),
            _ => JaegerReply.FailAsync(context, StatusCodes.Status404NotFound, "unknown path"),
        };
    }

    /// <summary>Splits a path. The server leaves encoded slashes as they are; names of services may hold them.</summary>
    public static string[] SegmentsOf(PathString path) =>
        [.. (path.Value ?? string.Empty).TrimStart('/').Split('/').Select(segment => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase))];

    // Relative, so that it is right behind whatever prefix the application is served at.
    private static Task RedirectAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = ".." + Path;
        return Task.CompletedTask;
    }
}
