using System.Globalization;
using System.Net;
using DistributedTracing.Networks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Says once that a context from the internet was trusted, though nobody ever said that it should be. Thread safe.</summary>
internal sealed class ForeignContextWarning(IOptions<AspNetCoreTracingOptions> options, ILogger<ForeignContextWarning> logger)
{
    private const int MaxPathLength = 200;

    // After the rules there are: what the line says to set must not become part of one of them.
    private readonly string _ruleKey = string.Create(CultureInfo.InvariantCulture, $"Tracing:AspNetCore:Trust:Rules:{options.Value.Trust.Rules.Count}");

    private int _isDone = options.Value.Trust.IsDefaultChosen ? 1 : 0;

    /// <summary>Looks at a request whose context was trusted because no rule matched.</summary>
    public void Consider(HttpContext context)
    {
        if (Volatile.Read(ref _isDone) != 0)
        {
            return;
        }

        var address = context.Connection.RemoteIpAddress;
        if (NetworkSet.IsInternet(address))
        {
            Warn(context.Request, address, "Networks = internet");
            return;
        }

        // Behind a proxy a rule over networks would see the proxy; what tells such requests apart is the proxy's header.
        address = ForwardedCaller.Of(context.Request.Headers, out var header);
        if (NetworkSet.IsInternet(address))
        {
            Warn(context.Request, address, $"Header = {header}");
        }
    }

    private void Warn(HttpRequest request, IPAddress? address, string condition)
    {
        if (Interlocked.Exchange(ref _isDone, 1) == 0)
        {
            logger.ForeignContextTrusted(request.Method, PathOf(request), address, $"{_ruleKey}:{condition}", _ruleKey);
        }
    }

    // Escaped, so that no line break of the caller's reaches the log; never with the query.
    private static string PathOf(HttpRequest request)
    {
        var path = (request.PathBase + request.Path).ToUriComponent();
        return path.Length <= MaxPathLength ? path : path[..MaxPathLength] + "…";
    }
}
