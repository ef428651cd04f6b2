using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTracing.AspNetCore.Tests.Trust;

/// <summary>An application that calls itself and answers with the headers of the call: traceparent, tracestate and baggage, one in a line.</summary>
internal static class CallingApp
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    public const string SpanId = "b7ad6b7169203331";
    public const string Sampled = $"00-{TraceId}-{SpanId}-01";
    public const string Unsampled = $"00-{TraceId}-{SpanId}-00";

    private const string Callee = "/health/callee";

    public static Task<TestApp> StartAsync(
        Dictionary<string, string?>? settings = null, Action<AspNetCoreTracingOptions>? code = null, Action<WebApplicationBuilder>? configure = null) =>
        TestApp.StartAsync(
            map =>
            {
                map.MapGet(Callee, (HttpRequest request) => Lines(request.Headers));
                map.MapFallback(async (IHttpClientFactory clients, HttpContext context) =>
                    await clients.CreateClient().GetStringAsync(new Uri($"http://{context.Request.Host}{Callee}")));
            },
            settings,
            builder =>
            {
                builder.Services.AddHttpClient();
                builder.Services.AddDistributedTracing().AddAspNetCore(code);
                configure?.Invoke(builder);
            });

    /// <summary>Lets every connection come from the given address.</summary>
    public static void ComeFrom(this WebApplicationBuilder builder, string address) =>
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Use(next => connection =>
        {
            connection.RemoteEndPoint = new System.Net.IPEndPoint(System.Net.IPAddress.Parse(address), 4711);
            return next(connection);
        })));

    private static string Lines(IHeaderDictionary headers) => $"{headers.TraceParent}\n{headers.TraceState}\n{headers.Baggage}";
}
