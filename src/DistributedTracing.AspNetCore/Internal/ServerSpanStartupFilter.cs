using System.Diagnostics;
using DistributedTracing.AmbientBaggage;
using DistributedTracing.AspNetCore.Internal.Trust;
using DistributedTracing.Sampling.Budgets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Around the whole pipeline: completes the framework's server span when the request has been handled or has failed.</summary>
internal sealed class ServerSpanStartupFilter(
    RequestArrival arrival, ConnectionTrust connections, CallerNotice notice, ILogger<ServerSpanStartupFilter> logger) : IStartupFilter
{
    private int _hasReported;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (connections.IsNeeded)
        {
            app.Use(connections.Watch);
        }

        app.Use(Watch);
        next(app);
    };

    private RequestDelegate Watch(RequestDelegate next) => context =>
    {
        var activity = context.Features.Get<IHttpActivityFeature>()?.Activity;

        // Here, in the flow of the whole pipeline, and for unrecorded requests too.
        FlowBaggage.BeginRequest(activity);
        arrival.Receive(context, activity);

        // No state machine where there is nothing to record on.
        return activity is { IsAllDataRequested: true } ? WatchAsync(next, context, activity)
            : SamplingOutcomes.Take() is { } outcome ? ReportAsync(next, context, outcome)
            : next(context);
    };

    private async Task WatchAsync(RequestDelegate next, HttpContext context, Activity activity)
    {
        notice.Prepare(context, activity);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (Complete(context, activity, exception))
        {
            throw;
        }

        Complete(context, activity, exception: null);
    }

    // Always false, to be a filter that never catches.
    private bool Complete(HttpContext context, Activity activity, Exception? exception)
    {
        try
        {
            ServerSpan.Complete(activity, context, exception);
        }
        catch (Exception failure)
        {
            // Once: the same fault comes with every request.
            if (Interlocked.Exchange(ref _hasReported, 1) == 0)
            {
                logger.CompletionFailed(failure);
            }
        }

        return false;
    }

    // A budget learns from requests that are left out, too.
    private static async Task ReportAsync(RequestDelegate next, HttpContext context, ISamplingOutcome outcome)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (Report(context, outcome, exception))
        {
            throw;
        }

        Report(context, outcome, exception: null);
    }

    // Always false, to be a filter that never catches.
    private static bool Report(HttpContext context, ISamplingOutcome outcome, Exception? exception)
    {
        outcome.Ended(ServerSpan.IsFailure(context, exception));
        return false;
    }
}
