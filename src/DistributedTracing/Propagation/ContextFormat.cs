using System.Diagnostics;
using DistributedTracing.Sampling;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>One way to write a trace context into headers. Stateless and thread safe.</summary>
internal abstract class ContextFormat
{
    /// <summary>Gets every header this format writes the context to, the one with the trace id first, so that a carrier that is sent again can be cleaned.</summary>
    public abstract string[] Fields { get; }

    /// <summary>Gets whether a sampling decision can come without a context.</summary>
    public virtual bool HasLoneDecisions => false;

    /// <summary>Gets whether the format has baggage of its own.</summary>
    public virtual bool HasOwnBaggage => false;

    /// <summary>Reads the context. Never throws for what a header holds; has no side effects, and allocates nothing.</summary>
    /// <param name="carrier">What holds the headers.</param>
    /// <param name="getter">Reads a header of the carrier.</param>
    /// <param name="context">The context.</param>
    /// <returns>Whether the headers hold a valid context.</returns>
    public abstract bool TryExtract(object? carrier, PropagatorGetterCallback getter, out ReceivedContext context);

    /// <summary>Writes the context.</summary>
    public abstract void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter);

    /// <summary>Reads the sampling decision for a trace that begins here, from headers without a context.</summary>
    public virtual HeadVerdict ReadLoneDecision(object? carrier, PropagatorGetterCallback getter) => HeadVerdict.None;

    /// <summary>Reads the baggage of a format that has its own; W3C baggage is not part of a format.</summary>
    public virtual List<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback getter) => null;

    /// <summary>Writes the baggage of a format that has its own.</summary>
    public virtual void InjectBaggage(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
    }
}
