using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Keeps <see cref="RequestAtHand"/>: the host tells its listener of a request right before it makes the span and before it ends it.</summary>
internal sealed class HostingObserver(DiagnosticListener listener) : IStartupFilter, IObserver<KeyValuePair<string, object?>>
{
    private const string StartEvent = HttpServerSpans.OperationName + ".Start";
    private const string StopEvent = HttpServerSpans.OperationName + ".Stop";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
    {
        // As long as the listener, which is as long as the host.
        listener.Subscribe(this, IsWanted);
        return next;
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == StopEvent && value.Value is HttpContext context)
        {
            RequestAtHand.Context = context;
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    // Asked with the request before its span is made, and after that whether the start is wanted; who wants the start gets the stop.
    private static bool IsWanted(string name, object? request, object? _)
    {
        RequestAtHand.Context = request as HttpContext;
        return name == StartEvent;
    }
}
