using System.Diagnostics;
using DistributedTracing.Hosting;
using DistributedTracing.Networks;
using DistributedTracing.Sampling.Tail;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Tells the caller, as the response starts, that the trace of its request is kept for what happened in it. Thread safe.</summary>
internal sealed class CallerNotice
{
    // A browser, or a proxy that would hand the header on to whoever is behind it.
    private static readonly string[] SignsOfOthers = ["Sec-Fetch-Site", "Origin", "X-Forwarded-For", "Forwarded", "Via"];

    private readonly TailSamplingProcessor? _tail;
    private readonly NetworkSet _callers;
    private readonly ILogger _logger;
    private readonly Func<object, Task> _tell;
    private int _hasReported;

    public CallerNotice(ExportProcessors exports, IOptions<TracingOptions> options, ILogger<CallerNotice> logger)
    {
        var callers = options.Value.Sampling.Tail.TellCallers;
        _tail = callers.Count > 0 ? exports.Tail : null;
        _callers = new NetworkSet(callers);
        _logger = logger;
        _tell = Tell;
    }

    /// <summary>Looks at a request that has a recorded span.</summary>
    public void Prepare(HttpContext context, Activity activity)
    {
        if (_tail is not null && activity.HasRemoteParent && _tail.IsUndecided(activity))
        {
            context.Response.OnStarting(_tell, context);
        }
    }

    private Task Tell(object state)
    {
        var context = (HttpContext)state;
        try
        {
            if (IsTold(context)
                && context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity
                && _tail!.Announce(activity, context.Response.StatusCode >= StatusCodes.Status500InternalServerError) is { } threshold)
            {
                context.Response.Headers.Append(LateDecision.Header, LateDecision.Format(activity, threshold));
            }
        }
        catch (Exception failure)
        {
            // The response must go out.
            if (Interlocked.Exchange(ref _hasReported, 1) == 0)
            {
                _logger.NoticeFailed(failure);
            }
        }

        return Task.CompletedTask;
    }

    private bool IsTold(HttpContext context) =>
        _callers.Contains(context.Connection.RemoteIpAddress) && !Array.Exists(SignsOfOthers, context.Request.Headers.ContainsKey);
}
