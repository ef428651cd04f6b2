using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>The names of the framework's server spans and of their attributes.</summary>
/// <remarks><see href="https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/http/http-spans.md#http-server"/>.</remarks>
internal static class HttpServerSpans
{
    public const string SourceName = "Microsoft.AspNetCore";
    public const string OperationName = "Microsoft.AspNetCore.Hosting.HttpRequestIn";

    public const string RequestMethod = "http.request.method";
    public const string RequestMethodOriginal = "http.request.method_original";
    public const string Route = "http.route";
    public const string ResponseStatusCode = "http.response.status_code";
    public const string UrlScheme = "url.scheme";
    public const string UrlPath = "url.path";
    public const string UrlQuery = "url.query";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ClientAddress = "client.address";
    public const string UserAgent = "user_agent.original";
    public const string ProtocolVersion = "network.protocol.version";
    public const string ErrorType = "error.type";

    /// <summary>Gets what the server answers when nobody handles the exception.</summary>
    public static int StatusCodeOf(Exception exception) => exception is BadHttpRequestException bad ? bad.StatusCode : 500;

    /// <summary>Records an exception, and lets it mark the span as failed when the server is at fault.</summary>
    /// <remarks>"For HTTP status codes in the 4xx range span status MUST be left unset in case of SpanKind.SERVER."</remarks>
    public static void RecordException(Activity activity, Exception exception, int statusCode)
    {
        activity.AddException(exception);
        if (statusCode >= 500)
        {
            MarkFailed(activity, exception);
        }
    }

    /// <summary>Marks the span as failed by an exception.</summary>
    public static void MarkFailed(Activity activity, Exception exception)
    {
        SetIfAbsent(activity, ErrorType, exception.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error, exception.Message);
    }

    /// <summary>Sets an attribute unless somebody did: a later runtime, another instrumentation, the application.</summary>
    public static void SetIfAbsent(Activity activity, string key, object? value)
    {
        if (value is not null && activity.GetTagItem(key) is null)
        {
            activity.AddTag(key, value);
        }
    }
}
