using System.Diagnostics;

namespace DistributedTracing.Propagation;

/// <summary>
/// Stands in <see cref="DistributedContextPropagator.Current"/> for the propagator that the options will lead to: an HttpClient
/// handler keeps the propagator it found when it was made, and many are made before the host starts. Thread safe.
/// </summary>
internal sealed class AmbientPropagator : DistributedContextPropagator
{
    /// <summary>The one of the process.</summary>
    public static readonly AmbientPropagator Shared = new();

    private volatile TracingPropagator _inner = new(new PropagationOptions());

    /// <summary>Gets what it stands for at the moment.</summary>
    public TracingPropagator Inner => _inner;

    public override IReadOnlyCollection<string> Fields => _inner.Fields;

    /// <summary>Makes the process propagate through our formats from now on, in the default ones until <see cref="Use"/>.</summary>
    public static void Install() => Current = Shared;

    /// <summary>Sets what every handler made since <see cref="Install"/> propagates with. The last host of a process wins.</summary>
    public static void Use(TracingPropagator propagator)
    {
        Shared._inner = propagator;
        Install();
    }

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        _inner.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        _inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        _inner.ExtractBaggage(carrier, getter);
}
