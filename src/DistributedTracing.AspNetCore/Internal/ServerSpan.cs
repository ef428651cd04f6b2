using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using static DistributedTracing.AspNetCore.Internal.HttpServerSpans;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>What the framework leaves out of its server span: route, status, protocol, error, name.</summary>
internal static class ServerSpan
{
    /// <summary>Completes the span at the end of the request.</summary>
    /// <param name="activity">The span.</param>
    /// <param name="context">The request.</param>
    /// <param name="escaped">The exception that leaves the pipeline, if one does.</param>
    public static void Complete(Activity activity, HttpContext context, Exception? escaped)
    {
        var attributes = new AbsentAttributes(activity);
        var method = HttpMethodName.Of(context.Request.Method);
        SetRequest(attributes, context.Request, method);

        var handled = context.Features.Get<IExceptionHandlerPathFeature>();
        var route = RouteOf(handled?.Endpoint ?? context.GetEndpoint());
        attributes.Set(Route, route);

        var statusCode = StatusCodeOf(context.Response, escaped, IsAbandoned(context, escaped));
        attributes.Set(ResponseStatusCode, StatusCodeValue.Of(statusCode));
        SetError(activity, statusCode, escaped ?? handled?.Error);
        if (escaped is not null && IsCutOff(context))
        {
            // The caller got a good status and then half of a response.
            MarkFailed(activity, escaped);
        }

        if (activity.DisplayName == OperationName)
        {
            activity.DisplayName = SpanName.Of(method, route);
        }
    }

    /// <summary>Gets whether the server is to blame for how a request ended.</summary>
    public static bool IsFailure(HttpContext context, Exception? escaped) =>
        StatusCodeOf(context.Response, escaped, IsAbandoned(context, escaped)) >= StatusCodes.Status500InternalServerError
        || (escaped is not null && IsCutOff(context));

    private static void SetRequest(AbsentAttributes attributes, HttpRequest request, HttpMethodName method)
    {
        attributes.Set(RequestMethod, method.Name);
        attributes.Set(RequestMethodOriginal, method.Original);
        attributes.Set(UrlScheme, request.Scheme);
        attributes.Set(UrlPath, (request.PathBase + request.Path).Value);
        attributes.Set(UrlQuery, RedactedQuery.Of(request.QueryString.Value));
        if (request.Host is { HasValue: true } host)
        {
            var server = ServerName.Of(host);
            attributes.Set(ServerAddress, server.Address);
            attributes.Set(ServerPort, server.Port);
        }

        attributes.Set(UserAgent, request.Headers.UserAgent is [{ Length: > 0 } agent, ..] ? agent : null);
        attributes.Set(ClientAddress, request.HttpContext.Connection.RemoteIpAddress?.ToString());
        attributes.Set(ProtocolVersion, Version(request.Protocol));
    }

    private static void SetError(Activity activity, int statusCode, Exception? exception)
    {
        if (exception is not null && !HasException(activity, exception))
        {
            RecordException(activity, exception, statusCode);
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

    private static bool IsAbandoned(HttpContext context, Exception? escaped) =>
        escaped is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested;

    // After a switch of protocols the response is complete; a browser that closes its web socket ends many handlers with an exception.
    private static bool IsCutOff(HttpContext context) =>
        context.Response is { HasStarted: true, StatusCode: not StatusCodes.Status101SwitchingProtocols } && !context.RequestAborted.IsCancellationRequested;

    // The server answers for an exception after it has left the pipeline, unless the answer is on its way already.
    // A caller who went away gets no answer; the server notes 499 for it.
    private static int StatusCodeOf(HttpResponse response, Exception? escaped, bool isAbandoned) =>
        escaped is null || response.HasStarted ? response.StatusCode
        : isAbandoned ? StatusCodes.Status499ClientClosedRequest
        : HttpServerSpans.StatusCodeOf(escaped);

    // The same one, not any: what the application recorded and overcame may have been another.
    private static bool HasException(Activity activity, Exception exception)
    {
        foreach (ref readonly var added in activity.EnumerateEvents())
        {
            if (added.Name == "exception" && IsOf(added, exception))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOf(in ActivityEvent added, Exception exception)
    {
        foreach (ref readonly var tag in added.EnumerateTagObjects())
        {
            if (tag.Key == "exception.type" && !Equals(tag.Value, exception.GetType().ToString())
                || tag.Key == "exception.message" && !Equals(tag.Value, exception.Message))
            {
                return false;
            }
        }

        return true;
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
