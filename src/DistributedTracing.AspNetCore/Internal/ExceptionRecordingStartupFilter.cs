using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Puts an exception that leaves the whole pipeline on the server span; the enricher at the span's end cannot see it.</summary>
internal sealed class ExceptionRecordingStartupFilter : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(Watch);
        next(app);
    };

    private static RequestDelegate Watch(RequestDelegate next) => context =>
    {
        // No state machine where there is nothing to record on.
        return Activity.Current is { IsAllDataRequested: true } activity ? WatchAsync(next, context, activity) : next(context);
    };

    private static async Task WatchAsync(RequestDelegate next, HttpContext context, Activity activity)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (Record(activity, exception))
        {
            throw;
        }
    }

    private static bool Record(Activity activity, Exception exception)
    {
        HttpServerSpans.RecordException(activity, exception, HttpServerSpans.StatusCodeOf(exception));
        return false;
    }
}
