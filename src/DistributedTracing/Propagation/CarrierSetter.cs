using System.Runtime.CompilerServices;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>A delegate that writes to a carrier, in the form our propagator takes. Thread safe.</summary>
/// <typeparam name="TCarrier">The carrier's type.</typeparam>
internal sealed class CarrierSetter<TCarrier>
{
    // Callers use one delegate for each type of carrier, again and again. Weak, because one that does not may hold what is large.
    private static readonly WeakReference<CarrierSetter<TCarrier>?> Last = new(null);

    private readonly Action<TCarrier, string, string> _set;
    private readonly bool _isApplications;
    private readonly PropagatorSetterCallback _callback;

    private CarrierSetter(Action<TCarrier, string, string> set, bool isApplications)
    {
        _set = set;
        _isApplications = isApplications;
        _callback = Set;
    }

    public static PropagatorSetterCallback For(Action<TCarrier, string, string> set) => For(set, isApplications: false);

    /// <summary>The carrier may be a request of HttpClient; what is written this way counts as set by the application.</summary>
    public static PropagatorSetterCallback ForApplication(Action<TCarrier, string, string> set) => For(set, isApplications: true);

    private static PropagatorSetterCallback For(Action<TCarrier, string, string> set, bool isApplications)
    {
        if (!Last.TryGetTarget(out var last) || !ReferenceEquals(last._set, set) || last._isApplications != isApplications)
        {
            last = new CarrierSetter<TCarrier>(set, isApplications);
            Last.SetTarget(last);
        }

        return last._callback;
    }

    // The carrier was a TCarrier when it was handed in; for a reference the cast would be a look at the type's tables each time.
    private void Set(object? carrier, string name, string value) =>
        _set(
            typeof(TCarrier).IsValueType ? (TCarrier)carrier! : Unsafe.As<object?, TCarrier>(ref carrier),
            _isApplications ? WrittenHeader.Plain(name) : name,
            value);
}
