using System.Diagnostics;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>Writes contexts and baggage in every format of a list. Thread safe.</summary>
internal sealed class ContextWriter
{
    private readonly ContextFormat[] _formats;
    private readonly bool _writesBaggage;

    public ContextWriter(IEnumerable<string> formats)
    {
        _formats = ContextFormats.Select(formats);
        _writesBaggage = ContextFormats.IncludesBaggage(formats);
        WritesBaggage = _writesBaggage || _formats.Any(format => format.HasOwnBaggage);

        // HttpClient clears these before it sends a request again, so everything that may have been written is listed.
        Fields = [.. _formats.SelectMany(format => format.Fields), .. _writesBaggage ? [W3CBaggage.Header] : Array.Empty<string>()];
    }

    /// <summary>Gets every header that may be written.</summary>
    public IReadOnlyCollection<string> Fields { get; }

    /// <summary>Gets whether any of the formats carries baggage; an activity's is not free to ask for.</summary>
    public bool WritesBaggage { get; }

    public void Write(in ActivityContext context, object? carrier, PropagatorSetterCallback setter)
    {
        foreach (var format in _formats)
        {
            format.Inject(context, carrier, setter);
        }
    }

    public void WriteBaggage(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
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
