namespace Benchmarks.Propagation;

/// <summary>The headers of an incoming request that the context is read from.</summary>
public enum RequestHeaders
{
    /// <summary>Kestrel's own collection, which knows <c>traceparent</c>, <c>tracestate</c> and <c>baggage</c> by name.</summary>
    Kestrel,

    /// <summary>ASP.NET Core's header dictionary, which test servers and other servers use.</summary>
    Dictionary,
}
