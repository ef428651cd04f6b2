using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Sets <see cref="RequestAtHand"/>: before the host makes a request's span it asks its listener, with the request, whether anybody wants the events.</summary>
/// <remarks>
/// The answer is no, so no event is ever written, and a request costs the question only. With tracing off it is yes for the activity:
/// nobody else may want one then, not even a log, and without it the caller's context would end here.
/// </remarks>
internal sealed class RequestAtHandListener(DiagnosticListener listener, IOptions<TracingOptions> options) : IStartupFilter, IObserver<KeyValuePair<string, object?>>
{
    private readonly bool _isTracingOff = !options.Value.Enabled;

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
    {
        // For as long as the listener exists, which is as long as the host.
        listener.Subscribe(this, WantsEvents);
        return next;
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    private bool WantsEvents(string name, object? request, object? _)
    {
        if (request is HttpContext context)
        {
            RequestAtHand.Context = context;
        }

        return _isTracingOff && name == HttpServerSpans.OperationName;
    }
}
