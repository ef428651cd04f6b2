using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace TraceContext.Tests;

/// <summary>Sends a request to the service, byte for byte as given, and gives what the service sent on.</summary>
internal static class Hop
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Has the service make one call.</summary>
    /// <param name="service">The endpoint that makes calls.</param>
    /// <param name="headers">Header lines; a character is a byte.</param>
    public static async Task<SentContext> SendAsync(Uri service, params string[] headers) =>
        (await SendAsync(service, callee => [new(callee, [])], 1, headers)).Single();

    /// <summary>Has the service make the given calls.</summary>
    /// <param name="service">The endpoint that makes calls.</param>
    /// <param name="plan">The calls, from the address of the callee.</param>
    /// <param name="count">How many calls arrive at the callee.</param>
    /// <param name="headers">Header lines; a character is a byte.</param>
    public static async Task<IReadOnlyList<SentContext>> SendAsync(
        Uri service, Func<Uri, PlannedCall[]> plan, int count, params string[] headers) =>
        [.. (await SendRawAsync(service, plan, count, headers)).Select(SentContext.Of)];

    /// <summary>Has the service make one call, and gives it as it was on the wire.</summary>
    /// <param name="service">The endpoint that makes calls.</param>
    /// <param name="headers">Header lines; a character is a byte.</param>
    public static async Task<RawRequest> SendRawAsync(Uri service, params string[] headers) =>
        (await SendRawAsync(service, callee => [new(callee, [])], 1, headers)).Single();

    private static async Task<IReadOnlyList<RawRequest>> SendRawAsync(
        Uri service, Func<Uri, PlannedCall[]> plan, int count, string[] headers)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        using var callee = new Callee();
        var received = callee.AnswerAsync(count, timeout.Token);
        var response = await PostAsync(service, JsonSerializer.Serialize(plan(callee.Address)), headers, timeout.Token);

        response.Lines[0].Should().Be("HTTP/1.1 200 OK");
        return await received;
    }

    /// <summary>Posts to the service and gives the response.</summary>
    public static async Task<RawRequest> PostAsync(Uri service, string body, IEnumerable<string> headers, CancellationToken timeout)
    {
        string[] head =
        [
            $"POST {service.AbsolutePath} HTTP/1.1",
            $"Host: {service.Authority}",
            "Content-Type: application/json",
            $"Content-Length: {body.Length}",
            .. headers,
        ];
        using var connection = new TcpClient();
        await connection.ConnectAsync(service.Host, service.Port, timeout);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", head) + "\r\n\r\n" + body), timeout);
        return await RawRequest.ReadAsync(stream, timeout);
    }
}
