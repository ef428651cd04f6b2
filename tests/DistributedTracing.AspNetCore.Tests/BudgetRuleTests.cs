using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>Rules with budgets, as an application configures them, on requests over Kestrel.</summary>
public sealed class BudgetRuleTests
{
    [Fact]
    public async Task MaxPerSecond_ManyRequestsAtOnce_KeepsFewAndSaysWhatTheyStandFor()
    {
        var time = new ManualTime();
        await using var app = await StartAsync(time, new() { ["Tracing:Sampling:Rules:0:MaxPerSecond"] = "8" });

        await GetAsync(app, "/good", 400);

        // A quarter of a second's share is 2, and one more; then the rate halves with each of seven doublings.
        var spans = await app.StopAsync();
        spans.Count.Should().BeInRange(3, 30);
        spans[0].TraceStateString.Should().Be("ot=th:0");
        spans.Skip(3).Should().AllSatisfy(span => span.TraceStateString.Should().MatchRegex("^ot=th:[8-f]"));
    }

    [Fact]
    public async Task Adaptive_ByOperation_GivesFailingRequestsMoreAlsoByThoseLeftOut()
    {
        var time = new ManualTime();
        SamplingExplain explain = null!;
        await using var app = await StartAsync(
            time,
            new()
            {
                ["Tracing:Sampling:Rules:0:Adaptive:TracesPerSecond"] = "4",
                ["Tracing:Sampling:Rules:0:Adaptive:ErrorBoost"] = "3",
            },
            services => explain = services.GetRequiredService<SamplingExplain>());

        // Enough for the rates to fall so low that hardly any request is recorded.
        for (var quarter = 0; quarter < 4; quarter++)
        {
            await GetAsync(app, "/good", 100);
            await GetAsync(app, "/bad/17", 100);
            time.Advance(BudgetTicker.Period);
        }

        var (good, bad) = (explain.Explain(new SamplingQuestion { Path = "/good" }).Ratio, explain.Explain(new SamplingQuestion { Path = "/bad/18" }).Ratio);
        bad.Should().BeApproximately(3.0 / 400, 0.0005);
        good.Should().BeApproximately(1.0 / 400, 0.0005);
    }

    private static Task<TestApp> StartAsync(ManualTime time, Dictionary<string, string?> settings, Action<IServiceProvider>? started = null) =>
        TestApp.StartAsync(
            map =>
            {
                map.MapGet("/good", () => "good");
                map.MapGet("/bad/{id}", () => Results.StatusCode(500));
                started?.Invoke(map.Services);
            },
            settings,
            builder => builder.Services.AddSingleton(new BudgetTicker(time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance)));

    private static async Task GetAsync(TestApp app, string path, int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var response = await app.Client.GetAsync(path);
        }
    }
}
