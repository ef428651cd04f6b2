using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DistributedTracing.Delivery;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DistributedTracing.Http.Tests;

/// <summary>Client spans as https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/http/http-spans.md#http-client wants them.</summary>
public sealed class HttpClientSpanTests : IAsyncLifetime
{
    private readonly MemoryExporter _exporter = new();
    private OtlpCollector _server = null!;

    public async Task InitializeAsync() => _server = await OtlpCollector.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Request_ThatSucceeds_HasExactlyTheConventionalAttributes()
    {
        var spans = await TraceAsync(client => client.GetAsync(new Uri(_server.Address, "/orders?key=secret")));

        var span = spans.Should().ContainSingle().Subject;
        span.DisplayName.Should().Be("GET");
        span.Kind.Should().Be(ActivityKind.Client);
        span.Status.Should().Be(ActivityStatusCode.Unset);
        span.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["http.request.method"] = "GET",
            ["server.address"] = "127.0.0.1",
            ["server.port"] = _server.Address.Port,
            ["url.full"] = $"http://127.0.0.1:{_server.Address.Port}/orders?*",
            ["http.response.status_code"] = 200,
            ["network.protocol.version"] = "1.1",
        });
        _server.Requests.Single().Headers["traceparent"].Should().Be($"00-{span.TraceId}-{span.SpanId}-03");
    }

    [Fact]
    public async Task Request_AnsweredWith404_FailsTheSpan()
    {
        _server.Answer = context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };

        var span = (await TraceAsync(client => client.GetAsync(_server.Address))).Single();

        span.Status.Should().Be(ActivityStatusCode.Error, "for a client a 4xx is an error");
        span.GetTagItem("error.type").Should().Be("404");
    }

    [Fact]
    public async Task Request_ToNobody_RecordsTheException()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();

        var span = (await TraceAsync(client => client.GetAsync(address))).Single();

        span.Status.Should().Be(ActivityStatusCode.Error);
        span.GetTagItem("error.type").Should().Be("connection_error");
        span.Events.Should().ContainSingle().Which.Name.Should().Be("exception");
    }

    [Fact]
    public async Task Request_WithAHeaderOfTheUser_KeepsIt()
    {
        const string Own = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        await TraceAsync(client =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, _server.Address);
            request.Headers.Add("traceparent", Own);
            return client.SendAsync(request);
        });

        _server.Requests.Single().Headers["traceparent"].Should().Be(Own);
    }

    [Theory]
    [InlineData("b3", "b3")]
    [InlineData("b3multi", "X-B3-TraceId")]
    public async Task Request_OfAClientMadeBeforeTheHostStarted_UsesTheConfiguredFormat(string format, string header)
    {
        var span = (await TraceAsync(client => client.GetAsync(_server.Address), format)).Single();

        var headers = _server.Requests.Single().Headers;
        headers[header].Should().StartWith(span.TraceId.ToHexString());
        headers.Should().NotContainKey("traceparent");
    }

    private async Task<IReadOnlyList<Activity>> TraceAsync(Func<HttpClient, Task<HttpResponseMessage>> send, string? format = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "client-app" });
        builder.Configuration.AddInMemoryCollection(format is null ? [] : [new("Tracing:Propagation:Inject", format)]);
        builder.Services.AddSingleton<ISpanDestinationSource>(new MemoryDestination(_exporter));
        builder.Services.AddDistributedTracingCore().AddHttpClient();

        using var client = new HttpClient();
        using var host = builder.Build();
        await host.StartAsync();
        try
        {
            using var response = await send(client);
        }
        catch (HttpRequestException)
        {
            // The span tells of it.
        }

        await host.StopAsync();
        return [.. _exporter.Spans];
    }
}
