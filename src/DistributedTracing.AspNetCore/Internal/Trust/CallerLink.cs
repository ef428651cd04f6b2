using System.Diagnostics;
using DistributedTracing.Propagation;
using Microsoft.AspNetCore.Http;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Links a span to the caller's, whose trace it does not continue.</summary>
internal static class CallerLink
{
    // As the framework reads them: several headers of a name are one list, and a second traceparent makes the first invalid.
    private static readonly PropagatorGetterCallback Get = static (object? headers, string name, out string? value, out IEnumerable<string>? values) =>
    {
        value = ((IHeaderDictionary)headers!)[name];
        values = null;
    };

    public static void Add(Activity activity, IHeaderDictionary headers, ContextReader reader)
    {
        if (reader.TryRead(headers, Get, out var traceParent, out var traceState)
            && ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var caller))
        {
            var flags = caller.TraceFlags & ContextFlags.OnTheWire;
            activity.AddLink(new ActivityLink(new ActivityContext(caller.TraceId, caller.SpanId, flags, caller.TraceState, isRemote: true)));
        }
    }
}
