using System.Net;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Shows samplers the request of <see cref="RequestAtHand"/>. Thread safe: each thread has its own.</summary>
internal sealed class RequestBeingSampled(IOptions<TracingOptions> options, IEnumerable<ITrustPolicy> policies) : IIncomingRequest
{
    private readonly ITrustPolicy[] _policies = [.. policies];
    private readonly bool _readsBaggage = options.Value.Propagation.Extract.Contains(W3CBaggage.Header, StringComparer.OrdinalIgnoreCase);

    public bool IsAtHand => RequestAtHand.Context is not null;

    public string? Path => RequestAtHand.Context?.Request.Path.Value;

    public string? Method => RequestAtHand.Context?.Request.Method;

    public string? Host => RequestAtHand.Context is { } context ? HostOf(context.Request) : null;

    public string? Scheme => RequestAtHand.Context?.Request.Scheme;

    public IPAddress? RemoteAddress => RequestAtHand.Context?.Connection.RemoteIpAddress;

    public void ReadLine(out string? path, out string? method)
    {
        var request = RequestAtHand.Context?.Request;
        path = request?.Path.Value;
        method = request?.Method;
    }

    public string? Header(string name) => RequestAtHand.Context is { } context && context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    public string? BaggageItem(string key) => _readsBaggage && Header(W3CBaggage.Header) is { } baggage && IsTrusted() ? BaggageLookup.Item(baggage, key) : null;

    // The header itself: HttpRequest.Host decodes international names each time.
    private static string? HostOf(HttpRequest request) => request.Headers.Host is [{ } host, ..] ? host : null;

    // The same question that is asked before the baggage is read for the application.
    private bool IsTrusted()
    {
        foreach (var policy in _policies)
        {
            if (policy.TrustIn(RequestAtHand.Context?.Request.Headers) is not (IncomingTrust.Trust or IncomingTrust.ContinueIgnoringSampling))
            {
                return false;
            }
        }

        return true;
    }
}
