using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>Which requests are kept for what happened in them, though the ratio keeps none.</summary>
public sealed class TailSamplingTests
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private const string SpanId = "b7ad6b7169203331";

    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["Tracing:Sampling:Ratio"] = "0",
        ["Tracing:Sampling:Tail:Enabled"] = "true",
        ["Tracing:Sampling:Tail:Keep:SlowerThan"] = "00:00:00.300",
        ["Tracing:Sampling:Tail:Keep:Rules:0:Name"] = "gold",
        ["Tracing:Sampling:Tail:Keep:Rules:0:Attributes:tenant"] = "gold",
        ["Tracing:Sources:0"] = "shop",
    };

    private readonly ActivitySource _shop = new("shop");

    [Theory]
    [InlineData("/fine", 200, null)]
    [InlineData("/missing", 404, null)]
    [InlineData("/bad-request", 400, null)]
    [InlineData("/throws", 500, "error")]
    [InlineData("/answers-503", 503, "error")]
    [InlineData("/swallows", 200, "error")]
    [InlineData("/slow", 200, "slow")]
    [InlineData("/gold", 200, "gold")]
    [InlineData("/healthz", 500, null)]
    public async Task Request_AtARatioOfZero_IsKeptWholeIfItIsWorthIt(string path, int status, string? reason)
    {
        await using var app = await TestApp.StartAsync(Map, Settings);

        using var response = await app.Client.GetAsync(new Uri(path, UriKind.Relative));
        var spans = await app.StopAsync();

        ((int)response.StatusCode).Should().Be(status);
        spans.Select(span => span.OperationName).Should().Equal(reason is null ? [] : ["work", "Microsoft.AspNetCore.Hosting.HttpRequestIn"]);
        if (reason is not null)
        {
            var server = spans[^1];
            server.DisplayName.Should().Be("GET " + path);
            server.GetTagItem("http.response.status_code").Should().Be(status);
            server.GetTagItem("sampling.reason").Should().Be(reason);
            spans.Should().AllSatisfy(span => span.TraceStateString.Should().Be("ot=th:0"));
        }
    }

    [Theory]
    [InlineData("00", "ot=th:8")]
    [InlineData("01", "ot=th:8")]
    [InlineData("01", null)]
    public async Task FailedRequest_WhateverItsCallerDecided_IsKept(string flags, string? traceState)
    {
        await using var app = await TestApp.StartAsync(Map, Settings);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/throws", UriKind.Relative));
        request.Headers.Add("traceparent", $"00-{TraceId}-{SpanId}-{flags}");
        if (traceState is not null)
        {
            request.Headers.Add("tracestate", traceState);
        }

        using var response = await app.Client.SendAsync(request);
        var server = (await app.StopAsync())[^1];

        server.TraceId.ToHexString().Should().Be(TraceId);
        server.ParentSpanId.ToHexString().Should().Be(SpanId);
        server.TraceStateString.Should().Be("ot=th:0");
        server.GetTagItem("sampling.reason").Should().Be("error");
    }

    [Fact]
    public async Task Start_WithATail_SaysWhatItKeeps()
    {
        await using var app = await TestApp.StartAsync(Map, Settings);
        await app.StopAsync();

        app.Log.Lines.Select(line => line.Text).Should().ContainMatch("*Kept at their end: failed traces, traces slower than 0.3 s, gold*");
        app.Log.Warnings.Should().BeEmpty();
    }

    private void Map(WebApplication app)
    {
        app.MapGet("/fine", () => Work());
        app.MapGet("/bad-request", () => Work(new BadHttpRequestException("The caller's fault.")));
        app.MapGet("/throws", () => Work(new InvalidOperationException("Our fault.")));
        app.MapGet("/answers-503", () => Work(status: 503));
        app.MapGet("/swallows", () => Work(workFails: true));
        app.MapGet("/slow", async () =>
        {
            await Task.Delay(400);
            return Work();
        });
        app.MapGet("/gold", () => Work(tenant: "gold"));
        app.MapGet("/healthz", () => Work(new InvalidOperationException("Ignored path.")));
    }

    private IResult Work(Exception? exception = null, int status = 200, bool workFails = false, string? tenant = null)
    {
        using (var work = _shop.StartActivity("work"))
        {
            work?.SetTag("tenant", tenant);
            if (workFails)
            {
                work?.SetStatus(ActivityStatusCode.Error);
            }
        }

        return exception is null ? Results.StatusCode(status) : throw exception;
    }
}
