using System.Net;
using DistributedTracing.Sampling;

namespace DistributedTracing.Tests.Sampling.Budgets;

/// <summary>A request as a test wants it.</summary>
internal sealed class FakeRequest : IIncomingRequest
{
    public string? Path { get; init; }

    public string? Method { get; init; }

    public string? Host { get; init; }

    public IPAddress? RemoteAddress => null;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
