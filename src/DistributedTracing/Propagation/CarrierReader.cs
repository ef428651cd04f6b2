using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>A carrier and the way to read it, in the form propagators take.</summary>
internal sealed class CarrierReader<TCarrier>(TCarrier carrier, Func<TCarrier, string, string?> get)
{
    public static readonly PropagatorGetterCallback Get =
        static (object? reader, string name, out string? value, out IEnumerable<string>? values) =>
        {
            value = ((CarrierReader<TCarrier>)reader!).Read(name);
            values = null;
        };

    private string? Read(string name) => get(carrier, name);
}
