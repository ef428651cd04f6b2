using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Notes each request right before its span is made: the host then asks its listener, with the request, whether somebody wants a span.</summary>
/// <remarks>
/// It is asked and wants nothing, so the host writes no events. Any <c>IHttpContextAccessor</c>, even one that keeps nothing, would have
/// the host make a new context for each request: 300 bytes.
/// </remarks>
internal sealed class HostingObserver : IObserver<KeyValuePair<string, object?>>
{
    private HostingObserver()
    {
    }

    /// <summary>Observes for as long as the listener exists, which is as long as its host.</summary>
    public static void Observe(DiagnosticListener listener) => listener.Subscribe(new HostingObserver(), Note);

    public void OnNext(KeyValuePair<string, object?> value)
    {
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    // The later questions about the same request come without it.
    private static bool Note(string name, object? request, object? _)
    {
        RequestAtHand.Context = request as HttpContext;
        return false;
    }
}
