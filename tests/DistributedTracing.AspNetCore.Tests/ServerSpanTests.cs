using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;
using HttpProtocols = Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>The server span as https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/http/http-spans.md#http-server wants it.</summary>
public sealed class ServerSpanTests
{
    [Fact]
    public async Task Request_ThatSucceeds_HasExactlyTheConventionalAttributes()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/orders/{id:int}", (int id) => id));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders/7?token=secret&flag");
        request.Headers.UserAgent.ParseAdd("shop/1.0");
        using var response = await app.Client.SendAsync(request);

        var span = (await app.StopAsync()).Should().ContainSingle().Subject;

        span.DisplayName.Should().Be("GET /orders/{id:int}");
        span.Kind.Should().Be(ActivityKind.Server);
        span.Status.Should().Be(ActivityStatusCode.Unset);
        span.Events.Should().BeEmpty();
        span.TagObjects.Should().BeEquivalentTo(new Dictionary<string, object?>
        {
            ["http.request.method"] = "GET",
            ["url.scheme"] = "http",
            ["url.path"] = "/orders/7",
            ["url.query"] = "token=REDACTED&REDACTED",
            ["server.address"] = "127.0.0.1",
            ["server.port"] = app.Address.Port,
            ["client.address"] = "127.0.0.1",
            ["user_agent.original"] = "shop/1.0",
            ["network.protocol.version"] = "1.1",
            ["http.route"] = "/orders/{id:int}",
            ["http.response.status_code"] = 200,
        });
    }

    [Theory]
    [InlineData("GET", "/none", "GET", null, 404)]
    [InlineData("FOO", "/none", "HTTP", null, 404)]
    [InlineData("POST", "/group/items/3", "POST /group/items/{id}", "/group/items/{id}", 200)]
    [InlineData("GET", "/missing", "GET /missing", "/missing", 404)]
    public async Task Request_OfAnyShape_IsNamedAfterItsRoute(string method, string path, string name, string? route, int status)
    {
        await using var app = await TestApp.StartAsync(map =>
        {
            map.MapGroup("/group").MapPost("/items/{id}", (int id) => id);
            map.MapGet("/missing", () => Results.NotFound());
        });
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await app.Client.SendAsync(request);

        var span = (await app.StopAsync()).Should().ContainSingle().Subject;

        span.DisplayName.Should().Be(name);
        span.GetTagItem("http.route").Should().Be(route);
        span.GetTagItem("http.response.status_code").Should().Be(status);
        span.Status.Should().Be(ActivityStatusCode.Unset, "a 4xx is the caller's error");
        span.GetTagItem("error.type").Should().BeNull();
    }

    [Fact]
    public async Task Request_WithAnUnknownMethod_KeepsTheOriginalAside()
    {
        await using var app = await TestApp.StartAsync(_ => { });
        using var request = new HttpRequestMessage(new HttpMethod("BREW"), "/");
        using var response = await app.Client.SendAsync(request);

        var span = (await app.StopAsync()).Single();

        span.GetTagItem("http.request.method").Should().Be("_OTHER");
        span.GetTagItem("http.request.method_original").Should().Be("BREW");
    }

    [Fact]
    public async Task Exception_ThatNobodyHandles_IsRecordedOnce()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/boom", Boom));
        using var response = await app.Client.GetAsync("/boom");
        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);

        var span = (await app.StopAsync()).Single();

        ShouldHaveFailed(span);
        span.DisplayName.Should().Be("GET /boom");
    }

    [Fact]
    public async Task Exception_ThrownAfterAnAwait_IsRecordedOnce()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/boom", async () =>
        {
            await Task.Yield();
            Boom();
        }));
        using var response = await app.Client.GetAsync("/boom");

        ShouldHaveFailed((await app.StopAsync()).Single());
    }

    [Fact]
    public async Task Exception_ThatTheHandlerHandles_IsRecordedWithTheOriginalRoute()
    {
        await using var app = await TestApp.StartAsync(map =>
        {
            map.UseExceptionHandler("/error");
            map.MapGet("/error", () => Results.Problem());
            map.MapGet("/boom", Boom);
        });
        using var response = await app.Client.GetAsync("/boom");

        var span = (await app.StopAsync()).Single();

        ShouldHaveFailed(span);
        span.DisplayName.Should().Be("GET /boom");
    }

    [Fact]
    public async Task Exception_ThatTheDeveloperPageShows_IsRecordedOnce()
    {
        await using var app = await TestApp.StartAsync(map =>
        {
            map.UseDeveloperExceptionPage();
            map.MapGet("/boom", Boom);
        });
        using var response = await app.Client.GetAsync("/boom");

        ShouldHaveFailed((await app.StopAsync()).Single());
    }

    [Fact]
    public async Task Exception_ThatMeansABadRequest_IsNoErrorOfTheServer()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/bad", IResult () => throw new BadHttpRequestException("no id", 400)));
        using var response = await app.Client.GetAsync("/bad");
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);

        var span = (await app.StopAsync()).Single();

        span.Status.Should().Be(ActivityStatusCode.Unset);
        span.GetTagItem("error.type").Should().BeNull();
        span.Events.Should().ContainSingle().Which.Name.Should().Be("exception");
    }

    [Fact]
    public async Task Exception_AfterTheApplicationRecordedAnother_IsRecordedToo()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/boom", () =>
        {
            Activity.Current!.AddException(new TimeoutException("overcome"));
            Boom();
        }));
        using var response = await app.Client.GetAsync("/boom");

        var span = (await app.StopAsync()).Single();

        span.Events.Should().HaveCount(2);
        span.StatusDescription.Should().Be("boom");
        span.GetTagItem("error.type").Should().Be("System.InvalidOperationException");
    }

    [Fact]
    public async Task Exception_AfterTheResponseHasStarted_FailsTheSpan()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/half", async context =>
        {
            await context.Response.Body.WriteAsync("half"u8.ToArray());
            Boom();
        }));
        var get = () => app.Client.GetStringAsync("/half");
        await get.Should().ThrowAsync<HttpRequestException>();

        var span = (await app.StopAsync()).Single();

        span.Status.Should().Be(ActivityStatusCode.Error);
        span.GetTagItem("error.type").Should().Be("System.InvalidOperationException");
        span.GetTagItem("http.response.status_code").Should().Be(200);
    }

    [Fact]
    public async Task Caller_WhoGoesAway_IsNoErrorOfTheServer()
    {
        using var inside = new SemaphoreSlim(0);
        using var aborted = new SemaphoreSlim(0);
        await using var app = await TestApp.StartAsync(map => map.MapGet("/wait", async context =>
        {
            inside.Release();
            try
            {
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }
            finally
            {
                aborted.Release();
            }
        }));
        using var patience = new CancellationTokenSource();
        var get = app.Client.GetAsync("/wait", patience.Token);
        (await inside.WaitAsync(TimeSpan.FromSeconds(20))).Should().BeTrue();
        await patience.CancelAsync();
        (await aborted.WaitAsync(TimeSpan.FromSeconds(20))).Should().BeTrue();

        var span = (await app.StopAsync()).Single();

        span.Status.Should().Be(ActivityStatusCode.Unset);
        span.GetTagItem("http.response.status_code").Should().Be(499);
        span.GetTagItem("error.type").Should().BeNull();
        await get.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task WebSocket_ThatTheCallerDrops_IsNoErrorOfTheServer()
    {
        await using var app = await TestApp.StartAsync(map =>
        {
            map.UseWebSockets();
            map.Map("/socket", async context =>
            {
                using var accepted = await context.WebSockets.AcceptWebSocketAsync();
                await accepted.ReceiveAsync(new byte[1], CancellationToken.None);
            });
        });
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/socket" }.Uri, new HttpMessageInvoker(
            new SocketsHttpHandler { ActivityHeadersPropagator = null }), CancellationToken.None);
        socket.Abort();

        var span = (await app.StopAsync()).Single();

        span.Status.Should().Be(ActivityStatusCode.Unset);
        span.GetTagItem("http.response.status_code").Should().Be(101);
    }

    [Fact]
    public async Task Response_WithAServerError_FailsTheSpanWithItsStatus()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/busy", () => Results.StatusCode(503)));
        using var response = await app.Client.GetAsync("/busy");

        var span = (await app.StopAsync()).Single();

        span.Status.Should().Be(ActivityStatusCode.Error);
        span.GetTagItem("error.type").Should().Be("503");
        span.Events.Should().BeEmpty();
    }

    [Fact]
    public async Task Request_OverHttp2_HasItsVersion()
    {
        await using var app = await TestApp.StartAsync(
            map => map.MapGet("/", () => "ok"),
            configure: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http2)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await app.Client.SendAsync(request);

        (await app.StopAsync()).Single().GetTagItem("network.protocol.version").Should().Be("2");
    }

    [Fact]
    public async Task Attributes_SetByTheApplication_AreKept()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/", () =>
        {
            Span.Current.SetAttribute("url.path", "/secret-free");
            Activity.Current!.DisplayName = "my name";
        }));
        using var response = await app.Client.GetAsync("/");

        var span = (await app.StopAsync()).Single();

        span.DisplayName.Should().Be("my name");
        span.TagObjects.Where(tag => tag.Key == "url.path").Should().ContainSingle().Which.Value.Should().Be("/secret-free");
    }

    [Fact]
    public async Task Requests_ManyAtOnce_KeepTheirOwnAttributes()
    {
        await using var app = await TestApp.StartAsync(map => map.MapGet("/orders/{id}", async (int id) =>
        {
            await Task.Yield();
            Span.Current.SetAttribute("order.id", id);
        }));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i => (await app.Client.GetAsync($"/orders/{i}")).Dispose()));

        var spans = await app.StopAsync();

        spans.Should().HaveCount(200);
        spans.Should().OnlyContain(span => (string?)span.GetTagItem("url.path") == $"/orders/{span.GetTagItem("order.id")}");
        spans.Select(span => span.TraceId).Should().OnlyHaveUniqueItems();
    }

    private static void Boom() => throw new InvalidOperationException("boom");

    private static void ShouldHaveFailed(Activity span)
    {
        span.Status.Should().Be(ActivityStatusCode.Error);
        span.StatusDescription.Should().Be("boom");
        span.GetTagItem("error.type").Should().Be("System.InvalidOperationException");
        span.GetTagItem("http.response.status_code").Should().Be(500);
        span.Events.Should().ContainSingle().Which.Tags.Should().Contain(tag => tag.Key == "exception.message" && (string?)tag.Value == "boom");
    }
}
