using System.Diagnostics;
using System.Globalization;
using DistributedTracing.Enrichment;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using static DistributedTracing.AspNetCore.Internal.HttpServerSpans;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Completes the framework's server span when it ends: route, status, protocol, error, name.</summary>
internal sealed class ServerSpanEnricher(IHttpContextAccessor accessor) : SpanEnricher(HttpServerSpans.SourceName)
{
    public override void OnEnd(Activity activity)
    {
        // Other spans of the same source are not requests, and a request of a second host in this process is not ours.
        if (activity.OperationName != OperationName
            || accessor.HttpContext is not { } context
            || context.Features.Get<IHttpActivityFeature>()?.Activity != activity)
        {
            return;
        }

        var method = HttpMethodName.Of(context.Request.Method);
        SetRequest(activity, context.Request, method);
        var handled = context.Features.Get<IExceptionHandlerPathFeature>();
        var route = RouteOf(handled?.Endpoint ?? context.GetEndpoint());
        SetIfAbsent(activity, Route, route);
        SetResponse(activity, context.Response.StatusCode, handled?.Error);
        if (activity.DisplayName == OperationName)
        {
            activity.DisplayName = SpanName.Of(method, route);
        }
    }

    private static void SetRequest(Activity activity, HttpRequest request, HttpMethodName method)
    {
        SetIfAbsent(activity, RequestMethod, method.Name);
        SetIfAbsent(activity, RequestMethodOriginal, method.Original);
        SetIfAbsent(activity, UrlScheme, request.Scheme);
        SetIfAbsent(activity, UrlPath, (request.PathBase + request.Path).Value);
        SetIfAbsent(activity, UrlQuery, RedactedQuery.Of(request.QueryString.Value));
        if (request.Host.HasValue)
        {
            SetIfAbsent(activity, ServerAddress, request.Host.Host);
            SetIfAbsent(activity, ServerPort, request.Host.Port);
        }

        SetIfAbsent(activity, UserAgent, request.Headers.UserAgent is [{ Length: > 0 } agent, ..] ? agent : null);
        SetIfAbsent(activity, ClientAddress, request.HttpContext.Connection.RemoteIpAddress?.ToString());
        SetIfAbsent(activity, ProtocolVersion, Version(request.Protocol));
    }

    private static void SetResponse(Activity activity, int statusCode, Exception? handledError)
    {
        SetIfAbsent(activity, ResponseStatusCode, statusCode);
        if (handledError is not null && !HasException(activity))
        {
            RecordException(activity, handledError, statusCode);
        }

        if (statusCode >= StatusCodes.Status500InternalServerError)
        {
            SetIfAbsent(activity, ErrorType, statusCode.ToString(CultureInfo.InvariantCulture));
            if (activity.Status == ActivityStatusCode.Unset)
            {
                activity.SetStatus(ActivityStatusCode.Error);
            }
        }
    }

    private static bool HasException(Activity activity)
    {
        foreach (ref readonly var added in activity.EnumerateEvents())
        {
            if (added.Name == "exception")
            {
                return true;
            }
        }

        return false;
    }

    private static string? RouteOf(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<IRouteDiagnosticsMetadata>()?.Route;

    private static string Version(string protocol) => protocol switch
    {
        "HTTP/1.1" => "1.1",
        "HTTP/2" => "2",
        "HTTP/3" => "3",
        "HTTP/1.0" => "1.0",
        _ => protocol.StartsWith("HTTP/", StringComparison.OrdinalIgnoreCase) ? protocol[5..] : protocol,
    };
}
