using System.Net;
using DistributedTracing.Sampling;

namespace DistributedTracing.Tests.Sampling.Budgets;

/// <summary>A request as a test wants it.</summary>
internal sealed class FakeRequest : IIncomingRequest
{
    public bool IsAtHand => true;

    public string? Path { get; init; }

    public string? Method { get; init; }

    public string? Host { get; init; }

    public string? Scheme { get; init; }

    public IPAddress? RemoteAddress { get; init; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, string> Baggage { get; } = new(StringComparer.Ordinal);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public string? BaggageItem(string key) => Baggage.GetValueOrDefault(key);

    public void ReadLine(out string? path, out string? method)
    {
        path = Path;
        method = Method;
    }
}
