using DistributedTracing.Viewer.Internal.Jaeger;
using DistributedTracing.Viewer.Internal.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Viewer.Internal.Hosting;

/// <summary>Serves the viewer in the application, before all of its own middleware.</summary>
internal sealed class ViewerStartupFilter(ViewerActivation activation, IServiceProvider services, ILoggerFactory loggers) : IStartupFilter
{
    private readonly ILogger _logger = loggers.CreateLogger("DistributedTracing.Viewer");

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
    {
        if (!activation.IsActive)
        {
            return next;
        }

        var store = services.GetRequiredService<SharedStore>();
        var client = services.GetRequiredService<HolderClient>();
        return app =>
        {
            app.Use(inner => context => context.Request.Path.StartsWithSegments(ViewerSite.Path, out var rest) && LocalCaller.Is(context)
                ? ViewerSite.HandleAsync(context, rest, (_, path) => AnswerAsync(context, path, store, client))
                : inner(context));
            next(app);
        };
    }

    private async Task AnswerAsync(HttpContext context, string[] path, SharedStore store, HolderClient client)
    {
        var state = store.State;
        if (state.Held is { } held)
        {
            await held.HandleApiAsync(context, path).ConfigureAwait(false);
            return;
        }

        try
        {
            await client.ForwardAsync(context, state.Address).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            _logger.HolderUnreachable(state.Address, exception);
            store.Recheck();
            if (!context.Response.HasStarted)
            {
                await JaegerReply.FailAsync(
                    context, StatusCodes.Status503ServiceUnavailable, $"{state.Holder ?? "the service"}, which holds the traces, does not answer")
                    .ConfigureAwait(false);
            }
        }
    }
}
