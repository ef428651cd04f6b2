using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Benchmarks.Propagation;

/// <summary>A request that Kestrel received over a socket and is not done with, so that its headers stay as they are.</summary>
internal sealed class KestrelRequest : IDisposable
{
    private readonly WebApplication _app;
    private readonly TcpClient _client;
    private readonly TaskCompletionSource _done;

    private KestrelRequest(WebApplication app, TcpClient client, TaskCompletionSource done, IHeaderDictionary headers)
    {
        _app = app;
        _client = client;
        _done = done;
        Headers = headers;
    }

    /// <summary>Gets the headers, in the collection Kestrel made for them.</summary>
    public IHeaderDictionary Headers { get; }

    /// <summary>Sends a request with the given headers over loopback, and holds on to it.</summary>
    public static async Task<KestrelRequest> SendAsync(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var received = new TaskCompletionSource<IHeaderDictionary>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context =>
        {
            received.SetResult(context.Request.Headers);
            return done.Task;
        });
        await app.StartAsync();

        var address = new Uri(app.Urls.Single());
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var lines = headers.Select(header => $"{header.Key}: {header.Value}\r\n");
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\n{string.Concat(lines)}\r\n"));
        return new(app, client, done, await received.Task);
    }

    public void Dispose()
    {
        _done.SetResult();
        _client.Dispose();
        _app.StopAsync().GetAwaiter().GetResult();
        ((IDisposable)_app).Dispose();
    }
}
