using System.Diagnostics;
using DistributedTracing;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.Sampling;

/// <summary>Rules as an application may have them, and a request that none but the last of them matches.</summary>
internal static class EightRules
{
    /// <summary>Gets rules by path, method, kind and name, which is what most rules are about.</summary>
    public static SamplingOptions ByPath(double ratio) => new()
    {
        Ratio = 1,
        Rules =
        {
            new SamplingRule { Name = "probes", Path = { "/probe*", "/status" }, Ratio = 0 },
            new SamplingRule { Name = "preflight", Method = { "OPTIONS", "HEAD" }, Ratio = 0 },
            new SamplingRule { Name = "static files", Path = { "/assets/*", "/favicon.ico" }, Ratio = 0 },
            new SamplingRule { Name = "checkout", Method = { "POST" }, Path = { "/checkout/*" }, Ratio = 1 },
            new SamplingRule { Name = "admin", Path = { "/admin/*" }, Ratio = 1 },
            new SamplingRule { Name = "background", Kind = { ActivityKind.Client, ActivityKind.Internal }, Ratio = 0 },
            new SamplingRule { Name = "jobs", Kind = { ActivityKind.Consumer }, SpanName = { "job *" }, Ratio = 0.2 },
            new SamplingRule { Name = "orders", Path = { "/orders/*" }, Ratio = ratio },
        },
    };

    /// <summary>Gets rules that also look at the host and at headers, which have to be searched for.</summary>
    public static SamplingOptions ByHeaders(double ratio) => new()
    {
        Ratio = 1,
        Rules =
        {
            new SamplingRule { Name = "probes", Path = { "/probe*", "/status" }, Ratio = 0 },
            new SamplingRule { Name = "preflight", Method = { "OPTIONS", "HEAD" }, Ratio = 0 },
            new SamplingRule { Name = "static files", Path = { "*.css", "*.js" }, Ratio = 0 },
            new SamplingRule { Name = "checkout", Method = { "POST" }, Path = { "/checkout/*" }, Ratio = 1 },
            new SamplingRule { Name = "admin", Host = { "admin.*" }, Ratio = 1 },
            new SamplingRule { Name = "gold", Headers = { ["X-Tenant"] = ["gold*"] }, Ratio = 0.5 },
            new SamplingRule { Name = "inside", Networks = { "10.0.0.0/8" }, Ratio = 0.2 },
            new SamplingRule { Name = "orders", Method = { "GET" }, Path = { "/orders/*/lines" }, Ratio = ratio },
        },
    };

    public static HttpContext Request() => new DefaultHttpContext
    {
        Connection = { RemoteIpAddress = System.Net.IPAddress.Loopback },
        Request =
        {
            Method = "GET",
            Path = "/orders/7/lines",
            Host = new HostString("shop.example", 8080),
            Headers = { ["X-Tenant"] = "silver", ["User-Agent"] = "benchmark" },
        },
    };
}
