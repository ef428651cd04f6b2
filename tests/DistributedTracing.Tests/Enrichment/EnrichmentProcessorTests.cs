using System.Diagnostics;
using DistributedTracing.Enrichment;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Tests.Enrichment;

public sealed class EnrichmentProcessorTests
{
    private readonly LogLines _log = new();

    [Fact]
    public void OnEnd_SpanOfTheSource_IsEnrichedOnce()
    {
        using var recorded = new RecordedSource();
        using var processor = Processor(new Counting(recorded.Source.Name), new Counting("other"));

        Run(processor, recorded).GetTagItem("count").Should().Be(1);
    }

    [Fact]
    public void OnEnd_SpanThatIsNotRecorded_IsLeftAlone()
    {
        using var source = new RecordedSource(ActivitySamplingResult.PropagationData);
        using var processor = Processor(new Counting(source.Source.Name));

        Run(processor, source).TagObjects.Should().BeEmpty();
    }

    [Fact]
    public void OnEnd_EnricherThrows_CostsOnlyThatEnricher()
    {
        using var recorded = new RecordedSource();
        using var processor = Processor(new Throwing(recorded.Source.Name), new Counting(recorded.Source.Name));

        Run(processor, recorded).GetTagItem("count").Should().Be(1);
        _log.Should().ContainSingle().Which.Should().Contain(recorded.Source.Name);
    }

    [Fact]
    public void OnEnd_EnricherThrowsAgain_IsReportedOnce()
    {
        using var recorded = new RecordedSource();
        using var processor = Processor(new Throwing(recorded.Source.Name));

        Run(processor, recorded);
        Run(processor, recorded);

        _log.Should().ContainSingle();
    }

    [Fact]
    public void OnEnd_AnotherEnricherThrows_IsReportedToo()
    {
        using var first = new RecordedSource();
        using var second = new RecordedSource();
        using var processor = Processor(new Throwing(first.Source.Name), new Throwing(second.Source.Name));

        Run(processor, first);
        Run(processor, second);

        _log.Should().HaveCount(2);
        _log[1].Should().Contain(second.Source.Name);
    }

    [Fact]
    public void OnEnd_SpansInParallel_AreAllEnriched()
    {
        using var recorded = new RecordedSource();
        using var processor = Processor(new Counting(recorded.Source.Name), new Throwing(recorded.Source.Name));

        Parallel.For(0, 1_000, _ => Run(processor, recorded));

        recorded.Ended.Should().HaveCount(1_000).And.OnlyContain(activity => Equals(activity.GetTagItem("count"), 1));
        _log.Should().ContainSingle();
    }

    private static Activity Run(EnrichmentProcessor processor, RecordedSource source)
    {
        var activity = source.Source.StartActivity("a", ActivityKind.Internal, new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), default))!;
        processor.OnEnd(activity);
        activity.Dispose();
        return activity;
    }

    private EnrichmentProcessor Processor(params SpanEnricher[] enrichers) => new(enrichers, _log);

    private sealed class Counting(string source) : SpanEnricher(source)
    {
        public override void OnEnd(Activity activity) => activity.SetTag("count", ((int?)activity.GetTagItem("count") ?? 0) + 1);
    }

    private sealed class Throwing(string source) : SpanEnricher(source)
    {
        public override void OnEnd(Activity activity) => throw new InvalidOperationException("enricher");
    }

    private sealed class LogLines : List<string>, ILogger<EnrichmentProcessor>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (this)
            {
                Add(formatter(state, exception));
            }
        }
    }
}
