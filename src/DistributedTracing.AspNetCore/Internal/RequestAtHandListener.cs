using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Sets <see cref="RequestAtHand"/>: before the host makes a request's span it asks its listener, with the request, whether anybody wants the events.</summary>
/// <remarks>The answer is no, so no event is ever written, and a request costs the question only.</remarks>
internal sealed class RequestAtHandListener(DiagnosticListener listener) : IStartupFilter, IObserver<KeyValuePair<string, object?>>
{
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

    private static bool WantsEvents(string name, object? request, object? _)
    {
        if (request is HttpContext context)
        {
            RequestAtHand.Context = context;
        }

        return false;
    }
}
