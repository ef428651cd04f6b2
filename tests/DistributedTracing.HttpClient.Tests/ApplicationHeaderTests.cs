using System.Diagnostics;
using System.Net.Http.Headers;
using DistributedTracing.Tests.Shared;

namespace DistributedTracing.Http.Tests;

/// <summary>Context headers that the application sets on a request are sent as they are, each time.</summary>
public sealed class ApplicationHeaderTests : IAsyncLifetime
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";

    private static readonly Dictionary<string, (string Name, string Value)> IdHeaders = new()
    {
        ["tracecontext"] = ("traceparent", $"00-{TraceId}-{SpanId}-01"),
        ["b3"] = ("b3", $"{TraceId}-{SpanId}-1"),
        ["b3multi"] = ("X-B3-TraceId", TraceId),
        ["jaeger"] = ("uber-trace-id", $"{TraceId}:{SpanId}:0:1"),
    };

    private readonly ActivitySource _around = new(ClientHost.AroundSource);
    private OtlpCollector _server = null!;

    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var format in SentContext.Formats)
            {
                cases.Add(format, true);
                cases.Add(format, false);
            }

            return cases;
        }
    }

    public async Task InitializeAsync()
    {
        _server = await OtlpCollector.StartAsync();
        _server.Answer = context =>
        {
            context.Response.StatusCode = _server.Requests.Count() < 3 ? 503 : 200;
            return Task.CompletedTask;
        };
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _around.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Ids_OfAnInjectedFormat_GoAloneInEachAttempt(string format, bool followsRedirects)
    {
        var (name, value) = IdHeaders[format];

        await SendAsync("orders", "tracecontext,b3,b3multi,jaeger", followsRedirects, headers => headers.Add(name, value));

        ShouldHaveSentEachTime(3, (name, value), ("uberctx-tenant", "acme"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Ids_OfAnInjectedFormat_AreKeptBesideOurBaggage(string format, bool followsRedirects)
    {
        var (name, value) = IdHeaders[format];

        await SendAsync("orders", "baggage," + format, followsRedirects, headers => headers.Add(name, value));

        _server.Requests.Should().HaveCount(3).And.AllSatisfy(request =>
            request.Headers.Should().Contain(name, value).And.Contain("baggage", "tenant=acme").And.NotContainKey("tracestate"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Ids_ForAHostThatIsNotListed_AreKept(string format, bool followsRedirects)
    {
        var (name, value) = IdHeaders[format];

        await SendAsync("api.example.com", "baggage," + format, followsRedirects, headers => headers.Add(name, value));

        ShouldHaveSentEachTime(3, (name, value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ids_OfAFormatThatIsNotInjected_StandBesideOurs(bool followsRedirects)
    {
        var (name, value) = IdHeaders["b3"];

        var spans = await SendAsync("orders", "tracecontext", followsRedirects, headers => headers.Add(name, value));

        _server.Requests.Should().HaveCount(3).And.AllSatisfy(request => request.Headers.Should().Contain(name, value));
        _server.Requests.Select(request => SentContext.Of(request.Headers, "tracecontext").SpanId).Should().Equal(spans.Select(span => span.SpanId.ToHexString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Baggage_IsKeptBesideOurIds(bool followsRedirects)
    {
        var spans = await SendAsync("orders", "tracecontext,baggage", followsRedirects, headers => headers.Add("Baggage", ["own=1", "own=2"]));

        _server.Requests.Should().HaveCount(3).And.AllSatisfy(request => request.Headers["baggage"].Should().Be("own=1, own=2"));
        _server.Requests.Select(request => SentContext.Of(request.Headers, "tracecontext").SpanId).Should().Equal(spans.Select(span => span.SpanId.ToHexString()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task JaegerBaggageItem_IsKeptBesideOurs(bool followsRedirects)
    {
        await SendAsync("orders", "jaeger", followsRedirects, headers => headers.Add("uberctx-tenant", "own"));

        _server.Requests.Should().HaveCount(3).And.AllSatisfy(request => request.Headers["uberctx-tenant"].Should().Be("own"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DefaultHeadersOfTheClient_AreKept(bool followsRedirects)
    {
        var (name, value) = IdHeaders["tracecontext"];

        await SendAsync("orders", "tracecontext", followsRedirects, _ => { }, client => client.DefaultRequestHeaders.Add(name, value));

        ShouldHaveSentEachTime(3, (name, value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OtherHeaders_OfEveryKind_AreSentEachTime(bool followsRedirects)
    {
        await SendAsync("orders", "tracecontext,b3multi", followsRedirects, headers =>
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", "token");
            headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            headers.Add("X-Tenant", ["a", "b"]);
        });

        _server.Requests.Should().HaveCount(3).And.AllSatisfy(request =>
            request.Headers.Should().Contain("Authorization", "Bearer token").And.Contain("Accept", "application/json").And.Contain("X-Tenant", "a, b"));
    }

    [Theory]
    [InlineData("orders", false)]
    [InlineData("orders", true)]
    [InlineData("api.example.com", false)]
    [InlineData("api.example.com", true)]
    public async Task WhatTheApplicationInjectsItself_IsItsOwn(string target, bool isIntoRequest)
    {
        string? injected = null;

        await SendAsync(target, "tracecontext,baggage", followsRedirects: true, headers =>
        {
            if (isIntoRequest)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{target}/");
                ContextCarrier.Inject(request, (_, name, value) => headers.Add(name, value));
            }
            else
            {
                ContextCarrier.Inject(headers);
            }

            injected = headers.GetValues("traceparent").Single();
        });

        injected.Should().StartWith("00-");
        ShouldHaveSentEachTime(3, ("traceparent", injected!), ("tracestate", "vendor=1"), ("baggage", "tenant=acme"));
    }

    [Fact]
    public async Task Ids_AfterARedirectToAHostThatIsNotListed_AreNotSentThere()
    {
        await using var other = await OtlpCollector.StartAsync();
        _server.Answer = context =>
        {
            context.Response.Redirect($"http://api.example.com:{other.Address.Port}/");
            return Task.CompletedTask;
        };
        var (name, value) = IdHeaders["tracecontext"];

        await SendAsync("orders", "tracecontext,baggage", followsRedirects: true, headers => headers.Add(name, value));

        ShouldHaveSentEachTime(1, (name, value), ("baggage", "tenant=acme"));
        SentContext.Headers(other.Requests.Single().Headers).Should().BeEmpty();
    }

    private void ShouldHaveSentEachTime(int attempts, params (string Name, string Value)[] headers) =>
        _server.Requests.Should().HaveCount(attempts).And.AllSatisfy(request =>
            SentContext.Headers(request.Headers).Should().BeEquivalentTo(headers.Select(header => KeyValuePair.Create(header.Name, header.Value))));

    private async Task<IReadOnlyList<Activity>> SendAsync(
        string target, string formats, bool followsRedirects, Action<HttpRequestHeaders> set, Action<HttpClient>? configure = null)
    {
        await using var host = await ClientHost.StartAsync(
            [("Propagation:Inject", formats)],
            sending =>
            {
                sending.AllowAutoRedirect = followsRedirects;
                return new RetryHandler(sending);
            });
        configure?.Invoke(host.Client);
        using var around = _around.StartActivity("around")!;
        around.TraceStateString = "vendor=1";
        around.AddBaggage("tenant", "acme");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{target}:{_server.Address.Port}/");
        set(request.Headers);
        return await host.SendAsync(request);
    }
}
