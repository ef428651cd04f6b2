using System.Net;
using System.Net.Sockets;

namespace TraceContext.Tests;

/// <summary>A server that keeps each request as it came over the wire.</summary>
internal sealed class Callee : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Callee() => _listener.Start();

    public Uri Address => new($"http://{_listener.LocalEndpoint}/called");

    /// <summary>Answers that many requests, each on a connection of its own.</summary>
    public async Task<IReadOnlyList<RawRequest>> AnswerAsync(int count, CancellationToken timeout)
    {
        var requests = new List<RawRequest>();
        while (requests.Count < count)
        {
            using var connection = await _listener.AcceptTcpClientAsync(timeout);
            var stream = connection.GetStream();
            requests.Add(await RawRequest.ReadAsync(stream, timeout));
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), timeout);
        }

        return requests;
    }

    public void Dispose() => _listener.Dispose();
}
