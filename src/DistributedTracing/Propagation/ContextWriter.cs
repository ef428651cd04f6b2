using System.Diagnostics;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>Writes contexts and baggage in every format of a list. Thread safe.</summary>
internal sealed class ContextWriter
{
    private readonly ContextFormat[] _formats;
    private readonly bool _writesBaggage;
    private readonly BaggageKeys _baggageKeys;
    private readonly OutgoingRequests _requests;

    /// <param name="options">The formats, and to whom which parts may go.</param>
    /// <param name="hostRefused">Told of hosts that get nothing.</param>
    public ContextWriter(PropagationOptions options, Action<string>? hostRefused = null)
    {
        _formats = ContextFormats.Select(options.Inject);
        _writesBaggage = ContextFormats.IncludesBaggage(options.Inject);
        _baggageKeys = new BaggageKeys(options.Outgoing.BaggageKeys);
        WritesBaggage = _writesBaggage || _formats.Any(format => format.HasOwnBaggage);

        // HttpClient clears these before it sends a request again, so everything that may have been written is listed.
        Fields = [.. _formats.SelectMany(format => format.Fields), .. _writesBaggage ? [W3CBaggage.Header] : Array.Empty<string>()];
        _requests = new OutgoingRequests(new OutgoingHosts(options.Outgoing.Hosts, hostRefused), _formats, Fields);
    }

    /// <summary>Gets every header that may be written.</summary>
    public IReadOnlyCollection<string> Fields { get; }

    /// <summary>Gets whether any of the formats carries baggage; an activity's is not free to ask for.</summary>
    public bool WritesBaggage { get; }

    /// <summary>Gets what may be written into a carrier. A request of HttpClient is freed of what an earlier attempt to send it left.</summary>
    public ContextParts Prepare(object? carrier) => carrier is HttpRequestMessage request ? _requests.Prepare(request) : ContextParts.All;

    public void Write(in ActivityContext context, object? carrier, PropagatorSetterCallback setter)
    {
        foreach (var format in _formats)
        {
            format.Inject(context, carrier, setter);
        }
    }

    public void WriteBaggage(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
        baggage = _baggageKeys.Select(baggage);
        if (_writesBaggage)
        {
            BaggageLoss.Watch(baggage);
            W3CBaggage.Inject(baggage, carrier, setter);
        }

        foreach (var format in _formats)
        {
            format.InjectBaggage(baggage, carrier, setter);
        }
    }
}
