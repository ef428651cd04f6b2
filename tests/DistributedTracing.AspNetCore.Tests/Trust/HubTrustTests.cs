using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using static DistributedTracing.AspNetCore.Tests.Trust.CallingApp;

namespace DistributedTracing.AspNetCore.Tests.Trust;

/// <summary>Messages to a SignalR hub carry contexts of their own; they are believed as far as who opened the connection.</summary>
public sealed class HubTrustTests
{
    private const string Handshake = """{"protocol":"json","version":1}""" + "\u001e";
    private const string Invocation = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Greet\",\"arguments\":[],\"headers\":{\"traceparent\":\"" + Sampled + "\"}}\u001e";

    [Theory]
    [InlineData(IncomingTrust.Trust, true)]
    [InlineData(IncomingTrust.ContinueIgnoringSampling, true)]
    [InlineData(IncomingTrust.RestartWithLink, false)]
    [InlineData(IncomingTrust.Ignore, false)]
    public async Task Message_OverAWebSocket_IsBelievedAsItsOpener(IncomingTrust trust, bool isContinued)
    {
        await using var app = await StartHubAsync(trust);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{app.Address.Port}/hub"), CancellationToken.None);
        await SendAsync(socket, Handshake);
        await ReceiveAsync(socket, "{}");
        await SendAsync(socket, Invocation);
        await ReceiveAsync(socket, "\"result\":\"hello\"");

        await ShouldBeContinuedAsync(app, isContinued);
    }

    [Theory]
    [InlineData(IncomingTrust.Trust, true)]
    [InlineData(IncomingTrust.Ignore, false)]
    public async Task Message_OverLongPolling_IsBelievedAsItsOpener(IncomingTrust trust, bool isContinued)
    {
        await using var app = await StartHubAsync(trust);
        var negotiated = await (await app.Client.PostAsync("/hub/negotiate?negotiateVersion=1", null)).Content.ReadAsStringAsync();
        var connection = "/hub?id=" + JsonDocument.Parse(negotiated).RootElement.GetProperty("connectionToken").GetString();
        await app.Client.GetStringAsync(connection);
        await PostAsync(app, connection, Handshake);
        await app.Client.GetStringAsync(connection);
        await PostAsync(app, connection, Invocation);
        await Eventually.TrueAsync(async () => (await app.Client.GetStringAsync(connection)).Contains("\"result\":\"hello\"", StringComparison.Ordinal));

        await ShouldBeContinuedAsync(app, isContinued);
    }

    [Fact]
    public async Task WorkSetGoing_ByADistrustedRequest_ReadsContextsOfItsOwnWhenTheRequestIsOver()
    {
        var isOver = new TaskCompletionSource();
        var read = new TaskCompletionSource<string?>();
        await using var app = await StartHubAsync(IncomingTrust.Ignore, map => map.MapGet("/work", (DistributedContextPropagator propagator) =>
        {
            _ = Task.Run(async () =>
            {
                await isOver.Task;
                propagator.ExtractTraceIdAndState(new Dictionary<string, string> { ["traceparent"] = Sampled }, Get, out var traceParent, out _);
                read.SetResult(traceParent);
            });
        }));

        await app.GetAsync("/work?x=1");
        await app.StopAsync();
        isOver.SetResult();

        (await read.Task).Should().Be(Sampled);
    }

    private static Task<TestApp> StartHubAsync(IncomingTrust trust, Action<WebApplication>? map = null) => TestApp.StartAsync(
        app =>
        {
            app.MapHub<GreetingHub>("/hub");
            map?.Invoke(app);
        },
        new() { ["Tracing:AspNetCore:Trust:Default"] = trust.ToString() },
        builder => builder.Services.AddSignalR());

    private static async Task ShouldBeContinuedAsync(TestApp app, bool isContinued)
    {
        var message = (await app.StopAsync()).Should().ContainSingle(span => span.DisplayName.EndsWith("/Greet", StringComparison.Ordinal)).Subject;
        (message.TraceId.ToHexString() == TraceId).Should().Be(isContinued);
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async Task ReceiveAsync(ClientWebSocket socket, string awaited)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[4_096];
        var received = string.Empty;
        while (!received.Contains(awaited, StringComparison.Ordinal))
        {
            var result = await socket.ReceiveAsync(buffer, deadline.Token);
            received += Encoding.UTF8.GetString(buffer, 0, result.Count);
        }
    }

    private static async Task PostAsync(TestApp app, string path, string text)
    {
        using var content = new StringContent(text);
        using var response = await app.Client.PostAsync(path, content);
        response.EnsureSuccessStatusCode();
    }

    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        ((Dictionary<string, string>)carrier!).TryGetValue(name, out value);
        values = null;
    }

    internal sealed class GreetingHub : Hub
    {
        public string Greet() => Context.ConnectionAborted.IsCancellationRequested ? "goodbye" : "hello";
    }
}
