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

    private readonly TracingPropagator _default = new(new PropagationOptions());
    private volatile TracingPropagator? _configured;

    /// <summary>Gets what it stands for at the moment.</summary>
    public TracingPropagator Inner => _configured ?? _default;

    /// <summary>Gets every header that may be written; while the options are not known, those of all formats.</summary>
    public override IReadOnlyCollection<string> Fields => _configured?.Fields ?? ContextFormats.Fields;

    /// <summary>Makes the process propagate through our formats from now on, in the default ones until <see cref="Use"/>.</summary>
    public static void Install() => Current = Shared;

    /// <summary>Sets what every handler made since <see cref="Install"/> propagates with. The last host of a process wins.</summary>
    public static void Use(TracingPropagator propagator)
    {
        Shared._configured = propagator;
        Install();
    }

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        Inner.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        Inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        Inner.ExtractBaggage(carrier, getter);
}
