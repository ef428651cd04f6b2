using System.Diagnostics;
using System.Net;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DistributedTracing.Http.Tests;

/// <summary>A request that is sent more than once carries, each time, the span of that attempt, and nothing of an earlier one.</summary>
public sealed class ResendTests : IAsyncLifetime
{
    private const string Listed = "Propagation:Outgoing:Hosts";

    private readonly ActivitySource _around = new(ClientHost.AroundSource);
    private OtlpCollector _server = null!;
    private OtlpCollector _other = null!;

    public static TheoryData<string, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool, bool>();
            foreach (var format in SentContext.Formats)
            {
                cases.Add(format, false, false);
                cases.Add(format, true, false);
                cases.Add(format, false, true);
                cases.Add(format, true, true);
            }

            return cases;
        }
    }

    public async Task InitializeAsync()
    {
        _server = await OtlpCollector.StartAsync();
        _other = await OtlpCollector.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _other.DisposeAsync();
        _around.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Retry_OfTheSameRequest_CarriesTheSpanOfEachAttempt(string format, bool followsRedirects, bool isMadeEarly)
    {
        AnswerAfter(_server, 2, response => response.StatusCode = 503);
        await using var host = await StartAsync(format, followsRedirects, isMadeEarly, sending => new RetryHandler(sending));

        var spans = await SendAsync(host, At("orders", _server));

        AssertAttempts(format, spans, [.. _server.Requests], 3);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Retry_OfACopy_CarriesTheSpanOfEachAttempt(string format, bool followsRedirects, bool isMadeEarly)
    {
        AnswerAfter(_server, 2, response => response.StatusCode = 503);
        await using var host = await StartAsync(format, followsRedirects, isMadeEarly, sending => new RetryHandler(sending, copies: true));

        var spans = await SendAsync(host, At("orders", _server));

        AssertAttempts(format, spans, [.. _server.Requests], 3);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Retry_AtAHostThatIsNotListed_CarriesNothing(string format, bool followsRedirects, bool isMadeEarly)
    {
        AnswerAfter(_server, 1, response => response.StatusCode = 503);
        var then = At("api.example.com", _other);
        await using var host = await StartAsync(format, followsRedirects, isMadeEarly, sending => new RetryHandler(sending, then: then));

        await SendAsync(host, At("orders", _server));

        SentContext.Headers(_server.Requests.Single().Headers).Should().NotBeEmpty();
        SentContext.Headers(_other.Requests.Single().Headers).Should().BeEmpty();
    }

    [Theory]
    [InlineData("tracecontext", 302, false)]
    [InlineData("tracecontext", 307, true)]
    [InlineData("b3", 307, false)]
    [InlineData("b3", 302, true)]
    [InlineData("b3multi", 302, false)]
    [InlineData("b3multi", 307, true)]
    [InlineData("jaeger", 307, false)]
    [InlineData("jaeger", 302, true)]
    public async Task Redirect_ToAListedHost_CarriesTheSpanOfEachAttempt(string format, int status, bool isMadeEarly)
    {
        Redirect(_server, status, At("stock", _other));
        await using var host = await StartAsync(format, followsRedirects: true, isMadeEarly);

        var spans = await SendAsync(host, At("orders", _server), status == 307 ? HttpMethod.Put : HttpMethod.Post);

        AssertAttempts(format, spans, [.. _server.Requests, .. _other.Requests], 2);
    }

    [Theory]
    [InlineData("tracecontext", 307, false)]
    [InlineData("tracecontext", 302, true)]
    [InlineData("b3", 302, false)]
    [InlineData("b3", 307, true)]
    [InlineData("b3multi", 307, false)]
    [InlineData("b3multi", 302, true)]
    [InlineData("jaeger", 302, false)]
    [InlineData("jaeger", 307, true)]
    public async Task Redirect_ToAHostThatIsNotListed_CarriesNothing(string format, int status, bool isMadeEarly)
    {
        Redirect(_server, status, At("api.example.com", _other));
        await using var host = await StartAsync(format, followsRedirects: true, isMadeEarly);

        await SendAsync(host, At("orders", _server), HttpMethod.Put);

        SentContext.Headers(_server.Requests.Single().Headers).Should().NotBeEmpty();
        SentContext.Headers(_other.Requests.Single().Headers).Should().BeEmpty();
    }

    [Fact]
    public async Task Redirect_FromAHostThatIsNotListed_CarriesTheSpanToTheListedOneOnly()
    {
        Redirect(_server, 302, At("orders", _other));
        await using var host = await StartAsync("tracecontext", followsRedirects: true, isMadeEarly: false);

        var spans = await SendAsync(host, At("api.example.com", _server));

        SentContext.Headers(_server.Requests.Single().Headers).Should().BeEmpty();
        SentContext.Of(_other.Requests.Single().Headers, "tracecontext").SpanId.Should().Be(spans[1].SpanId.ToHexString());
    }

    [Theory]
    [InlineData("tracecontext", true)]
    [InlineData("jaeger", false)]
    public async Task Retry_OverHttp2_CarriesTheSpanOfEachAttempt(string format, bool followsRedirects)
    {
        await using var server = await OtlpCollector.StartAsync(HttpProtocols.Http2);
        AnswerAfter(server, 2, response => response.StatusCode = 503);
        await using var host = await StartAsync(format, followsRedirects, isMadeEarly: false, sending => new RetryHandler(sending));

        var spans = await SendAsync(host, At("orders", server), version: HttpVersion.Version20);

        AssertAttempts(format, spans, [.. server.Requests], 3);
    }

    [Fact]
    public async Task Retry_AfterTheBaggageHasChanged_CarriesTheNewBaggage()
    {
        AnswerAfter(_server, 1, response =>
        {
            response.StatusCode = 503;
        });
        await using var host = await StartAsync("jaeger", followsRedirects: true, isMadeEarly: false, sending => new RetryHandler(new Relabel(sending)));

        await SendAsync(host, At("orders", _server));

        _server.Requests.Select(request => string.Join(' ', request.Headers.Keys.Where(name => name.StartsWith("uberctx-", StringComparison.Ordinal)).Order()))
            .Should().Equal("uberctx-attempt-1 uberctx-tenant", "uberctx-attempt-1 uberctx-attempt-2 uberctx-tenant");
    }

    private static void AssertAttempts(
        string format, IReadOnlyList<Activity> spans, IReadOnlyList<(Dictionary<string, string> Headers, byte[] Body)> requests, int count)
    {
        requests.Should().HaveCount(count);
        requests.Select(request => SentContext.Of(request.Headers, format))
            .Should().Equal(spans.Select(span => new SentContext(span.TraceId.ToHexString(), span.SpanId.ToHexString()))).And.OnlyHaveUniqueItems();
        requests.Should().AllSatisfy(request =>
            request.Headers[format == "jaeger" ? "uberctx-tenant" : "baggage"].Should().Be(format == "jaeger" ? "acme" : "tenant=acme"));
        requests.Select(request => SentContext.Headers(request.Headers).Count()).Distinct().Should().ContainSingle("each attempt carries the same headers");
    }

    private static Uri At(string host, OtlpCollector server) => new($"http://{host}:{server.Address.Port}/path?key=secret");

    private static void AnswerAfter(OtlpCollector server, int count, Action<HttpResponse> first) => server.Answer = context =>
    {
        if (server.Requests.Count() <= count)
        {
            first(context.Response);
        }

        return Task.CompletedTask;
    };

    private static void Redirect(OtlpCollector server, int status, Uri to) => server.Answer = context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to.AbsoluteUri;
        return Task.CompletedTask;
    };

    private static Task<ClientHost> StartAsync(
        string format, bool followsRedirects, bool isMadeEarly, Func<HttpMessageHandler, HttpMessageHandler>? around = null) =>
        ClientHost.StartAsync(
            [("Propagation:Inject", format == "jaeger" ? format : format + ",baggage"), (Listed, "internal")],
            sending =>
            {
                sending.AllowAutoRedirect = followsRedirects;
                return around?.Invoke(sending) ?? sending;
            },
            isMadeEarly);

    private async Task<IReadOnlyList<Activity>> SendAsync(ClientHost host, Uri address, HttpMethod? method = null, Version? version = null)
    {
        using var around = _around.StartActivity("around")!;
        around.AddBaggage("tenant", "acme");
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, address);
        if (version is not null)
        {
            request.Version = version;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }

        return await host.SendAsync(request);
    }

    private sealed class Relabel(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private int _attempts;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Activity.Current!.AddBaggage($"attempt-{++_attempts}", "x");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
