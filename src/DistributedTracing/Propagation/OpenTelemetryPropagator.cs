using System.Diagnostics;
using DistributedTracing.AmbientBaggage;
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

        object boxed = carrier;
        var callback = CarrierListGetter<T>.For(getter);
        var isExtracted = propagator.TryExtract(boxed, callback, out var extracted);
        var baggage = propagator.ReadBaggage(boxed, callback);
        return new PropagationContext(
            isExtracted ? extracted : context.ActivityContext,
            baggage is null ? context.Baggage : default(Baggage).SetBaggage(baggage));
    }

    public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter)
    {
        if (carrier is null || setter is null)
        {
            return;
        }

        object boxed = carrier;
        var callback = CarrierSetter<T>.For(setter);
        var activityContext = context.ActivityContext;
        var parts = propagator.Writer.Prepare(boxed);
        if ((parts & ContextParts.Ids) != 0 && activityContext.HasIds())
        {
            propagator.Writer.Write(activityContext, boxed, callback);
        }

        if ((parts & ContextParts.Baggage) != 0 && propagator.Writer.WritesBaggage)
        {
            propagator.Writer.WriteBaggage(ToSend(context.Baggage), boxed, callback);
        }
    }

    // An instrumentation passes the current baggage on, which may lack what was set on the activity since its start.
    private static IEnumerable<KeyValuePair<string, string?>> ToSend(Baggage given) =>
        given == Baggage.Current ? FlowBaggage.ToSend(Activity.Current) : given.GetBaggage()!;
}
