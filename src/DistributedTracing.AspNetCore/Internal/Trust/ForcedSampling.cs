using DistributedTracing.Sampling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenTelemetry.Trace;

namespace DistributedTracing.AspNetCore.Internal.Trust;

/// <summary>Records the requests of who knows the secret. Thread safe, free of allocation.</summary>
internal sealed class ForcedSampling(IOptions<AspNetCoreTracingOptions> options, RefusedForcing refused) : IHeadDecision
{
    private readonly string _header = options.Value.ForceSampling.Header;
    private readonly string? _secret = string.IsNullOrEmpty(options.Value.ForceSampling.Secret) ? null : options.Value.ForceSampling.Secret;

    public HeadPrecedence Precedence => HeadPrecedence.Forced;

    public string Words => "Tracing:AspNetCore:ForceSampling";

    public HeadVerdict Decide(in SamplingParameters parameters) =>
        _secret is not null
        && RequestAtHand.Of(parameters) is { } context
        && context.Request.Headers.TryGetValue(_header, out var values)
        && IsSecret(values)
            ? HeadVerdict.Keep
            : HeadVerdict.None;

    /// <summary>Takes the header off the request, so that no log, span or proxy of the application's comes by the secret or a near miss of it.</summary>
    public void TakeHeaderOff(HttpContext context)
    {
        if (_secret is not null && context.Request.Headers.Remove(_header, out var values) && !IsSecret(values))
        {
            refused.Add(_header, context.Connection.RemoteIpAddress);
        }
    }

    private bool IsSecret(StringValues values) => values.Count == 1 && FixedTimeText.AreEqual(values[0], _secret);
}
