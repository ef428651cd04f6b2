using System.Collections.Concurrent;
using DistributedTracing.AspNetCore.Internal;
using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>A budget that gives failing traffic more hears of every request, also of those that are left out.</summary>
public sealed class SamplingOutcomeTests : IDisposable
{
    public SamplingOutcomeTests() => SamplingOutcomes.Watch();

    public void Dispose() => SamplingOutcomes.Unwatch();

    [Theory]
    [InlineData(SamplingDecision.Drop, "/good", false)]
    [InlineData(SamplingDecision.Drop, "/none", false)]
    [InlineData(SamplingDecision.Drop, "/unavailable", true)]
    [InlineData(SamplingDecision.Drop, "/throws", true)]
    [InlineData(SamplingDecision.Drop, "/refuses", false)]
    [InlineData(SamplingDecision.Drop, "/breaks-off", true)]
    [InlineData(SamplingDecision.RecordAndSample, "/good", false)]
    [InlineData(SamplingDecision.RecordAndSample, "/none", false)]
    [InlineData(SamplingDecision.RecordAndSample, "/unavailable", true)]
    [InlineData(SamplingDecision.RecordAndSample, "/throws", true)]
    [InlineData(SamplingDecision.RecordAndSample, "/refuses", false)]
    [InlineData(SamplingDecision.RecordAndSample, "/breaks-off", true)]
    public async Task Request_Ends_ItsBudgetLearnsOnceHow(SamplingDecision decision, string path, bool isFailure)
    {
        var outcome = new Outcome();
        await using var app = await TestApp.StartAsync(
            Map,
            configure: builder => builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.SetSampler(new AwaitingSampler(decision, outcome))));

        try
        {
            using var response = await app.Client.GetAsync(path);
        }
        catch (HttpRequestException)
        {
            path.Should().Be("/breaks-off");
        }

        await Eventually.TrueAsync(() => !outcome.Failures.IsEmpty);
        await app.StopAsync();
        outcome.Failures.Should().Equal(isFailure);
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/good", () => "good");
        app.MapGet("/unavailable", () => Results.StatusCode(503));
        app.MapGet("/throws", string () => throw new InvalidOperationException("failed"));
        app.MapGet("/refuses", string () => throw new BadHttpRequestException("bad"));
        app.MapGet("/breaks-off", async (HttpResponse response) =>
        {
            await response.WriteAsync("half");
            await response.Body.FlushAsync();
            throw new InvalidOperationException("failed");
        });
    }

    private sealed class Outcome : ISamplingOutcome
    {
        public ConcurrentQueue<bool> Failures { get; } = [];

        public void Ended(bool isFailure) => Failures.Enqueue(isFailure);
    }

    private sealed class AwaitingSampler(SamplingDecision decision, ISamplingOutcome outcome) : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
        {
            SamplingOutcomes.Forget();
            if (samplingParameters.Name == HttpServerSpans.OperationName)
            {
                SamplingOutcomes.Await(outcome);
            }

            return new SamplingResult(decision);
        }
    }
}
