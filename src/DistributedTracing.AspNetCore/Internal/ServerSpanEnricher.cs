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
internal sealed class ServerSpanEnricher() : SpanEnricher(HttpServerSpans.SourceName)
{
    public override void OnEnd(Activity activity)
    {
        // Other spans of the same source are not requests, and a request of a second host in this process is not ours.
        if (activity.OperationName != OperationName
            || RequestAtHand.Context is not { } context
            || context.Features.Get<IHttpActivityFeature>()?.Activity != activity)
        {
            return;
        }

        RequestAtHand.Context = null;
        var attributes = new AbsentAttributes(activity);
        var method = HttpMethodName.Of(context.Request.Method);
        SetRequest(attributes, context.Request, method);
        var handled = context.Features.Get<IExceptionHandlerPathFeature>();
        var route = RouteOf(handled?.Endpoint ?? context.GetEndpoint());
        attributes.Set(Route, route);
        attributes.Set(ResponseStatusCode, StatusCodeValue.Of(context.Response.StatusCode));
        SetError(activity, context.Response.StatusCode, handled?.Error);
        if (activity.DisplayName == OperationName)
        {
            activity.DisplayName = SpanName.Of(method, route);
        }
    }

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

    private static void SetError(Activity activity, int statusCode, Exception? handledError)
    {
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
