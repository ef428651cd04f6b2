using System.Runtime.CompilerServices;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>A delegate that writes to a carrier, in the form our propagator takes. Thread safe.</summary>
/// <remarks>What an application writes into a request of HttpClient's by itself counts as its own, so it gets plain names of headers.</remarks>
/// <typeparam name="TCarrier">The carrier's type.</typeparam>
internal sealed class CarrierSetter<TCarrier>
{
    // Callers use one delegate for each type of carrier, again and again. Weak, because one that does not may hold what is large.
    private static readonly WeakReference<CarrierSetter<TCarrier>?> Last = new(null);

    private readonly Action<TCarrier, string, string> _set;
    private readonly PropagatorSetterCallback _callback;
    private readonly PropagatorSetterCallback _plainCallback;

    private CarrierSetter(Action<TCarrier, string, string> set)
    {
        _set = set;
        _callback = Set;
        _plainCallback = SetPlain;
    }

    public static PropagatorSetterCallback For(Action<TCarrier, string, string> set) => Of(set)._callback;

    /// <summary>Gets the form in which names tell nothing of who wrote them.</summary>
    public static PropagatorSetterCallback ForApplication(Action<TCarrier, string, string> set) => Of(set)._plainCallback;

    private static CarrierSetter<TCarrier> Of(Action<TCarrier, string, string> set)
    {
        if (!Last.TryGetTarget(out var last) || !ReferenceEquals(last._set, set))
        {
            last = new CarrierSetter<TCarrier>(set);
            Last.SetTarget(last);
        }

        return last;
    }

    private void SetPlain(object? carrier, string name, string value) => Set(carrier, WrittenHeader.Plain(name), value);

    // The carrier was a TCarrier when it was handed in; for a reference the cast would be a look at the type's tables each time.
    private void Set(object? carrier, string name, string value) =>
        _set(typeof(TCarrier).IsValueType ? (TCarrier)carrier! : Unsafe.As<object?, TCarrier>(ref carrier), name, value);
}
