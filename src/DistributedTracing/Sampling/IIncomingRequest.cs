using System.Net;

namespace DistributedTracing.Sampling;

/// <summary>The request whose server span is being sampled on this thread. Everything is null when there is none. Free of allocation.</summary>
internal interface IIncomingRequest
{
    /// <summary>Gets whether there is one.</summary>
    bool IsAtHand { get; }

    /// <summary>Gets both at once.</summary>
    void ReadLine(out string? path, out string? method);

    string? Path { get; }

    string? Method { get; }

    /// <summary>Gets the host, with its port.</summary>
    string? Host { get; }

    string? Scheme { get; }

    IPAddress? RemoteAddress { get; }

    /// <summary>Gets a header's value; several of one name are joined by commas.</summary>
    string? Header(string name);

    /// <summary>Gets an item of the baggage the request brings, if its sender is trusted with it.</summary>
    string? BaggageItem(string key);
}
