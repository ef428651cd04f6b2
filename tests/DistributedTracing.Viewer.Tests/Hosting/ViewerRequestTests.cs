using System.Net;
using System.Text.Json;
using DistributedTracing.Delivery;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTracing.Viewer.Tests.Hosting;

public sealed class ViewerRequestTests
{
    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task Request_NotFromThisMachine_FallsToTheApplication(string header, string value)
    {
        await using var app = await ViewerApp.StartAsync("orders", ViewerApp.FreePort());
        foreach (var path in (string[])["/_tracing", "/_tracing/api/traces", "/_tracing/viewer.js"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);

            using var response = await app.Client.SendAsync(request);

            response.StatusCode.Should().Be(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task Page_Files_AreServedWithSecurityHeaders()
    {
        await using var app = await ViewerApp.StartAsync("orders", ViewerApp.FreePort());
        var page = await app.Client.GetStringAsync(new Uri("/_tracing", UriKind.Relative));
        foreach (var path in (string[])["/_tracing", "/_tracing/viewer.js", "/_tracing/viewer.css", "/_tracing/icon.svg"])
        {
            using var response = await app.Client.GetAsync(new Uri(path, UriKind.Relative));

            response.StatusCode.Should().Be(HttpStatusCode.OK, path);
            response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'").And.NotContain("unsafe").And.NotContain("http");
            response.Headers.Contains("Access-Control-Allow-Origin").Should().BeFalse();
        }

        page.Should().NotContain("http://").And.NotContain("https://", "nothing comes from elsewhere");
    }

    [Fact]
    public async Task Page_TrailingSlash_IsRedirectedRelatively()
    {
        await using var app = await ViewerApp.StartAsync("orders", ViewerApp.FreePort());

        using var response = await app.Client.GetAsync(new Uri("/_tracing/", UriKind.Relative));

        response.StatusCode.Should().Be(HttpStatusCode.Redirect);
        response.Headers.Location!.OriginalString.Should().Be("../_tracing");
    }

    [Fact]
    public async Task Page_OtherMethod_IsNotAllowed()
    {
        await using var app = await ViewerApp.StartAsync("orders", ViewerApp.FreePort());

        using var response = await app.Client.PostAsync(new Uri("/_tracing/api/traces", UriKind.Relative), null);

        response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Request_ToTheViewer_IsNotTracedNeitherHereNorThere()
    {
        var port = ViewerApp.FreePort();
        await using var holder = await ViewerApp.StartAsync("orders", port);
        var exporter = new MemoryExporter();
        await using var app = await ViewerApp.StartAsync(
            "payments",
            port,
            configure: tracing => tracing.AddAspNetCore().AddHttpClient().Services.AddSingleton<ISpanDestinationSource>(new MemoryDestination(exporter)));

        await app.Client.GetStringAsync(new Uri("/_tracing", UriKind.Relative));
        await app.GetAsync("/_tracing/api/viewer/traces");
        await app.Client.GetStringAsync(new Uri("/hello", UriKind.Relative));

        // The exports to the viewer go on all the while, and would show up as well.
        await Eventually.TrueAsync(() => exporter.Spans.Count > 0);
        var trace = app.Record("marker");
        await Eventually.TrueAsync(() => exporter.Spans.Any(span => span.TraceId.ToHexString() == trace));
        exporter.Spans.Where(span => span.Source.Name is "Microsoft.AspNetCore" or "System.Net.Http")
            .Select(span => span.GetTagItem("test.path")).Should().Equal("/hello");
    }

    [Fact]
    public async Task List_NothingNew_AnswersNotModified()
    {
        var port = ViewerApp.FreePort();
        await using var holder = await ViewerApp.StartAsync("orders", port);
        await using var sender = await ViewerApp.StartAsync("payments", port);
        foreach (var app in (ViewerApp[])[holder, sender])
        {
            using var first = await app.Client.GetAsync(new Uri("/_tracing/api/viewer/traces", UriKind.Relative));
            using var request = new HttpRequestMessage(HttpMethod.Get, "/_tracing/api/viewer/traces");
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

            using var second = await app.Client.SendAsync(request);

            second.StatusCode.Should().Be(HttpStatusCode.NotModified);
        }
    }

    [Theory]
    [InlineData("", "2 1")]
    [InlineData("?errors=true", "2")]
    [InlineData("?service=orders", "2 1")]
    [InlineData("?operation=pay", "2")]
    [InlineData("?minDuration=20ms", "1")]
    [InlineData("?text=SELECT%201", "1")]
    [InlineData("?text=ab000000000000000000000000000002", "2")]
    [InlineData("?text=nothing", "")]
    [InlineData("?limit=1", "2")]
    public async Task List_Filter_SelectsTraces(string query, string expected)
    {
        using var store = await StoreFixture.StartAsync();
        (await store.PostAsync(Some.Request(
            Some.Span(trace: 1, id: 1, forMs: 30), Some.Span(trace: 1, id: 2, parent: 1, name: "query").With("db.query.text", "select 1"))))
            .Dispose();
        (await store.PostAsync(Some.Request(Some.Span(trace: 2, id: 3, name: "pay", atMs: 5).Failed()))).Dispose();

        var list = await store.GetAsync("/_tracing/api/viewer/traces" + query);

        list.GetProperty("traces").EnumerateArray().Select(trace => trace.GetProperty("traceID").GetString())
            .Should().Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => Some.TraceIdText(number[0] - '0')));
        list.GetProperty("stored").GetInt32().Should().Be(2);
    }

    [Fact]
    public async Task List_Trace_IsOneRow()
    {
        using var store = await StoreFixture.StartAsync();
        (await store.PostAsync(Some.Request(Some.Span(id: 1, forMs: 30)))).Dispose();
        (await store.PostAsync(Some.RequestOf("payments", Some.Span(id: 2, parent: 1, atMs: 5, forMs: 40).Failed()))).Dispose();

        var row = (await store.GetAsync("/_tracing/api/viewer/traces")).GetProperty("traces")[0];

        JsonSerializer.Serialize(row).Should().Be(JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>($$"""
            {"traceID":"{{Some.TraceIdText(1)}}","name":"GET /orders","service":"orders","rootMissing":false,
            "startTime":1767323045000000,"duration":45000,"spans":2,"leftOut":0,"errors":1,
            "services":[{"name":"orders","spans":1},{"name":"payments","spans":1}]}
            """)));
    }
}
