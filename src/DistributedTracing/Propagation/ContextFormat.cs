using System.Diagnostics;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>One way to write a trace context into headers. Stateless and thread safe.</summary>
internal abstract class ContextFormat
{
    /// <summary>Gets every header this format writes the context to, the one with the trace id first, so that a carrier that is sent again can be cleaned.</summary>
    public abstract string[] Fields { get; }

    /// <summary>Reads the context. Never throws for what a header holds; has no side effects.</summary>
    /// <param name="carrier">What holds the headers.</param>
    /// <param name="getter">Reads a header of the carrier.</param>
    /// <param name="traceParent">The context as a W3C <c>traceparent</c> value.</param>
    /// <param name="traceState">The W3C <c>tracestate</c> value that belongs to it, if any.</param>
    /// <returns>Whether the headers hold a valid context.</returns>
    public abstract bool TryExtract(object? carrier, PropagatorGetterCallback getter, out string? traceParent, out string? traceState);

    /// <summary>Writes the context.</summary>
    public abstract void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter);

    /// <summary>Reads the baggage of a format that has its own; W3C baggage is not part of a format.</summary>
    public virtual List<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback getter) => null;

    /// <summary>Writes the baggage of a format that has its own.</summary>
    public virtual void InjectBaggage(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
    }

    /// <summary>Reads a header that must not occur twice; joined duplicates do not parse, so they are refused by the parser.</summary>
    protected static string? Header(object? carrier, PropagatorGetterCallback getter, string name)
    {
        getter(carrier, name, out var value, out var values);
        if (value is not null || values is null)
        {
            return value;
        }

        string? single = null;
        foreach (var item in values)
        {
            if (single is not null)
            {
                return null;
            }

            single = item;
        }

        return single;
    }
}
