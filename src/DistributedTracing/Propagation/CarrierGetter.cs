using System.Runtime.CompilerServices;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>A delegate that reads a carrier's fields one by one, in the form our propagator takes. Thread safe.</summary>
/// <typeparam name="TCarrier">The carrier's type.</typeparam>
internal sealed class CarrierGetter<TCarrier>
{
    // Callers use one delegate for each type of carrier, again and again. Weak, because one that does not may hold what is large.
    private static readonly WeakReference<CarrierGetter<TCarrier>?> Last = new(null);

    private readonly Func<TCarrier, string, string?> _get;
    private readonly PropagatorGetterCallback _callback;

    private CarrierGetter(Func<TCarrier, string, string?> get)
    {
        _get = get;
        _callback = Get;
    }

    public static PropagatorGetterCallback For(Func<TCarrier, string, string?> get)
    {
        if (!Last.TryGetTarget(out var last) || !ReferenceEquals(last._get, get))
        {
            last = new CarrierGetter<TCarrier>(get);
            Last.SetTarget(last);
        }

        return last._callback;
    }

    private void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        // The carrier was a TCarrier when it was handed in; for a reference the cast would be a look at the type's tables each time.
        value = _get(typeof(TCarrier).IsValueType ? (TCarrier)carrier! : Unsafe.As<object?, TCarrier>(ref carrier), name);
        values = null;
    }
}
