using System.Diagnostics;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Sampling.Budgets;

public sealed class SamplingOutcomeTests : IDisposable
{
    private readonly Outcome _outcome = new();

    public SamplingOutcomeTests() => SamplingOutcomes.Watch();

    public void Dispose() => SamplingOutcomes.Unwatch();

    [Theory]
    [InlineData(ActivityStatusCode.Unset, false)]
    [InlineData(ActivityStatusCode.Ok, false)]
    [InlineData(ActivityStatusCode.Error, true)]
    public void RecordedSpan_Ends_ItsBudgetLearnsHow(ActivityStatusCode status, bool isFailure)
    {
        using var source = new ActivitySource("test." + Guid.NewGuid().ToString("N"));
        using var provider = Build(source, new AwaitingSampler("awaited", _outcome));

        using (var span = source.StartActivity("awaited"))
        {
            using var child = source.StartActivity("child");
            child!.SetStatus(ActivityStatusCode.Error);
            span!.SetStatus(status);
        }

        _outcome.Failures.Should().Equal(isFailure);
    }

    [Fact]
    public void Sampler_AnotherSpanComesNext_ForgetsTheOneBefore()
    {
        SamplingOutcomes.Await(_outcome);

        new TracingSampler(new SamplingOptions(), []).ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateRandom(), "a", ActivityKind.Internal));

        SamplingOutcomes.Take().Should().BeNull();
    }

    [Fact]
    public void Take_Twice_GivesItOnce()
    {
        SamplingOutcomes.Await(_outcome);

        SamplingOutcomes.Take().Should().BeSameAs(_outcome);
        SamplingOutcomes.Take().Should().BeNull();
    }

    [Fact]
    public void Budget_WithoutBoost_AwaitsNothing()
    {
        using var simulation = new BudgetSimulation(1);
        using var budget = Budget.MaxPerSecond(1, simulation.Ticker);

        BudgetSimulation.RateOf(budget, "a");

        SamplingOutcomes.Take().Should().BeNull();
    }

    private static TracerProvider Build(ActivitySource source, Sampler sampler) =>
        Sdk.CreateTracerProviderBuilder().SetSampler(sampler).AddProcessor(new SamplingOutcomeProcessor()).AddSource(source.Name).Build();

    private sealed class Outcome : ISamplingOutcome
    {
        public List<bool> Failures { get; } = [];

        public void Ended(bool isFailure) => Failures.Add(isFailure);
    }

    private sealed class AwaitingSampler(string name, ISamplingOutcome outcome) : Sampler
    {
        public override SamplingResult ShouldSample(in SamplingParameters samplingParameters)
        {
            SamplingOutcomes.Forget();
            if (samplingParameters.Name == name)
            {
                SamplingOutcomes.Await(outcome);
            }

            return new SamplingResult(SamplingDecision.RecordAndSample);
        }
    }
}
