using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>
/// Lets the trust in a request hold for what arrives later on the connection that it opened: messages to SignalR hubs carry
/// contexts of their own, which the framework reads from a dictionary that says nothing of its sender. Thread safe.
/// </summary>
internal sealed class ConnectionTrust(CallerTrust callers, IServiceProviderIsService services)
{
    /// <summary>Gets whether the application has hubs; it pays nothing otherwise.</summary>
    public bool IsNeeded { get; } = services.IsService(typeof(IHubProtocolResolver));

    /// <summary>The first middleware, so that the trust is still known from the extraction.</summary>
    public RequestDelegate Watch(RequestDelegate next) => context =>
        MayOpenConnection(context) && callers.Of(context).Trust is var trust and not IncomingTrust.Trust
            ? WatchAsync(next, context, trust)
            : next(context);

    // The flow of execution that begins here goes on in the hub, with long polling even when the request is over.
    private static async Task WatchAsync(RequestDelegate next, HttpContext context, IncomingTrust trust)
    {
        var opener = new Opener(trust);
        Opener.Current = opener;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            // Whatever else the request has set going is not its sender's.
            if (context.GetEndpoint()?.Metadata.GetMetadata<HubMetadata>() is null)
            {
                opener.Trust = IncomingTrust.Trust;
            }
        }
    }

    // Every transport has the connection's id in the query, but for a web socket opened without negotiation.
    private static bool MayOpenConnection(HttpContext context) =>
        context.Request.QueryString.HasValue
        || context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
}
