using System.Net;
using DistributedTracing.Sampling;

namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Shows samplers the request of <see cref="RequestAtHand"/>. Thread safe: each thread has its own.</summary>
internal sealed class RequestBeingSampled : IIncomingRequest
{
    public string? Path => RequestAtHand.Context?.Request.Path.Value;

    public string? Method => RequestAtHand.Context?.Request.Method;

    public string? Host => RequestAtHand.Context?.Request.Host.Value;

    public IPAddress? RemoteAddress => RequestAtHand.Context?.Connection.RemoteIpAddress;

    public string? Header(string name) => RequestAtHand.Context is { } context && context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
