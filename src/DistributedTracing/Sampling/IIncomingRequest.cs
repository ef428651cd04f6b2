using System.Net;

namespace DistributedTracing.Sampling;

/// <summary>The request whose server span is being sampled on this thread. Everything is null when there is none. Free of allocation.</summary>
internal interface IIncomingRequest
{
    string? Path { get; }

    string? Method { get; }

    string? Host { get; }

    IPAddress? RemoteAddress { get; }

    /// <summary>Gets a header's value; several of one name are joined by commas.</summary>
    string? Header(string name);
}
