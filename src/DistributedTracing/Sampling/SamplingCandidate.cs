using System.Diagnostics;
using System.Net;
using OpenTelemetry.Trace;

namespace DistributedTracing.Sampling;

/// <summary>A span that is about to start, as far as it is known by then.</summary>
/// <remarks>The trace id is left out on purpose: a rule may depend on anything except the randomness that the decision compares.</remarks>
internal readonly ref struct SamplingCandidate
{
    private readonly ref readonly SamplingParameters _parameters;
    private readonly IIncomingRequest? _request;

    public SamplingCandidate(ref readonly SamplingParameters parameters, IIncomingRequest? request)
    {
        _parameters = ref parameters;
        _request = parameters.Kind == ActivityKind.Server ? request : null;
    }

    public string Name => _parameters.Name;

    public ActivityKind Kind => _parameters.Kind;

    public IEnumerable<KeyValuePair<string, object?>>? Attributes => _parameters.Tags;

    public string? Path => _request?.Path;

    public string? Method => _request?.Method;

    public string? Host => _request?.Host;

    public IPAddress? RemoteAddress => _request?.RemoteAddress;

    public string? Header(string name) => _request?.Header(name);
}
