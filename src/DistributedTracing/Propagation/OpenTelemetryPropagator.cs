using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace DistributedTracing.Propagation;

/// <summary>Lets libraries that propagate through OpenTelemetry speak the same formats. Thread safe.</summary>
internal sealed class OpenTelemetryPropagator(TracingPropagator propagator) : TextMapPropagator
{
    public override ISet<string> Fields { get; } = propagator.Fields.ToHashSet(StringComparer.OrdinalIgnoreCase);

    public override PropagationContext Extract<T>(PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter)
    {
        if (carrier is null || getter is null)
        {
            return context;
        }

        void Get(object? _, string name, out string? value, out IEnumerable<string>? values)
        {
            value = null;
            values = getter(carrier, name);
        }

        propagator.ExtractTraceIdAndState(carrier, Get, out var traceParent, out var traceState);
        var extracted = ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parsed) ? parsed : context.ActivityContext;
        var baggage = propagator.ExtractBaggage(carrier, Get) is { } items
            ? Baggage.Create(items.Where(item => item.Value is not null).DistinctBy(item => item.Key).ToDictionary(item => item.Key, item => item.Value!))
            : context.Baggage;
        return new PropagationContext(extracted, baggage);
    }

    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
        if (carrier is null || setter is null)
        {
            return;
        }

        void Set(object? _, string name, string value) => setter(carrier, name, value);

        var activityContext = context.ActivityContext;
        var parts = propagator.Writer.Prepare(carrier);
        if ((parts & ContextParts.Ids) != 0 && activityContext.HasIds())
        {
            propagator.Writer.Write(activityContext, carrier, Set);
        }

        if ((parts & ContextParts.Baggage) != 0)
        {
            propagator.Writer.WriteBaggage(context.Baggage.GetBaggage()!, carrier, Set);
        }
    }
}
