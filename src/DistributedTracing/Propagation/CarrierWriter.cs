using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>A carrier and the way to write to it, in the form propagators take.</summary>
internal sealed class CarrierWriter<TCarrier>(TCarrier carrier, Action<TCarrier, string, string> set)
{
    public static readonly PropagatorSetterCallback Set = static (writer, name, value) => ((CarrierWriter<TCarrier>)writer!).Write(name, value);

    // The carrier may be a request of HttpClient; what the application writes into it is the application's.
    private void Write(string name, string value) => set(carrier, WrittenHeader.Plain(name), value);
}
