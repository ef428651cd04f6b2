using System.Diagnostics;
using System.Net;
using DistributedTracing.Batching;
using DistributedTracing.Delivery;
using DistributedTracing.Tests.Shared;
using OpenTelemetry;

namespace DistributedTracing.Tests.Batching;

public sealed class BatchSpanProcessorTests
{
    private readonly LogCollector _log = new();
    private readonly TransportOutcome _outcome = new();

    [Fact]
    public void ForceFlush_AfterSpansEnded_HasExportedThem()
    {
        var exporter = new MemoryExporter();
        using var processor = Processor(exporter);
        var span = Recorded();

        processor.OnEnd(span);

        processor.ForceFlush(10_000).Should().BeTrue();
        exporter.Spans.Should().Equal(span);
        processor.Counts.Should().Be(new SpanCounts(Exported: 1, Dropped: 0, Waiting: 0));
    }

    [Fact]
    public void OnEnd_SpanThatIsNotSampled_IsNotExported()
    {
        var exporter = new MemoryExporter();
        using var processor = Processor(exporter);

        processor.OnEnd(new Activity("not sampled"));

        processor.ForceFlush(10_000).Should().BeTrue();
        exporter.Spans.Should().BeEmpty();
    }

    [Fact]
    public void OnEnd_WithoutAFlush_ExportsAfterTheDelay()
    {
        using var exported = new ManualResetEventSlim();
        var exporter = new MemoryExporter(() =>
        {
            exported.Set();
            return ExportResult.Success;
        });
        using var processor = Processor(exporter, delay: TimeSpan.FromMilliseconds(10));

        processor.OnEnd(Recorded());

        exported.Wait(TimeSpan.FromSeconds(20)).Should().BeTrue();
    }

    [Fact]
    public void OnEnd_FullBatch_ExportsBeforeTheDelay()
    {
        using var exported = new ManualResetEventSlim();
        var exporter = new MemoryExporter(() =>
        {
            exported.Set();
            return ExportResult.Success;
        });
        using var processor = Processor(exporter, delay: TimeSpan.FromMinutes(5), batchSize: 4);

        for (var i = 0; i < 4; i++)
        {
            processor.OnEnd(Recorded());
        }

        exported.Wait(TimeSpan.FromSeconds(20)).Should().BeTrue();
    }

    [Fact]
    public void OnEnd_WhileTheExporterHangs_ReturnsAndCountsWhatDoesNotFit()
    {
        using var release = new ManualResetEventSlim();
        using var inside = new ManualResetEventSlim();
        var exporter = new MemoryExporter(() =>
        {
            inside.Set();
            release.Wait();
            return ExportResult.Success;
        });
        using var processor = Processor(exporter, queueSize: 16, batchSize: 4);
        processor.OnEnd(Recorded());
        _ = processor.ForceFlush(1);
        inside.Wait(TimeSpan.FromSeconds(20)).Should().BeTrue();

        for (var i = 0; i < 100; i++)
        {
            processor.OnEnd(Recorded());
        }

        processor.Counts.Should().Be(new SpanCounts(Exported: 0, Dropped: 84, Waiting: 17));
        release.Set();
        processor.Shutdown(10_000).Should().BeTrue();
        processor.Counts.Should().Be(new SpanCounts(Exported: 17, Dropped: 84, Waiting: 0));
        _log.Warnings.Should().ContainSingle(line => line.StartsWith("Dropped 84 spans for memory", StringComparison.Ordinal));
    }

    [Fact]
    public void Export_FailsForAWhile_SendsTheSameSpansAgain()
    {
        var attempts = 0;
        var exporter = new MemoryExporter(() =>
        {
            if (++attempts <= 2)
            {
                _outcome.Set(new HttpRequestException("Connection refused"));
                return ExportResult.Failure;
            }

            return ExportResult.Success;
        });
        using var processor = Processor(exporter);
        var span = Recorded();

        processor.OnEnd(span);

        processor.ForceFlush(20_000).Should().BeTrue();
        exporter.Spans.Should().Equal(span);
        attempts.Should().Be(3);
        _log.Lines.Select(line => line.Text).Should().Equal(
            "Spans cannot be exported to memory: Connection refused. They are kept and sent again, up to 1024 spans.",
            "Spans are exported to memory again.");
    }

    [Fact]
    public void Export_RefusedForGood_DropsAndSaysSo()
    {
        var exporter = new MemoryExporter(() =>
        {
            using var response = new HttpResponseMessage(HttpStatusCode.BadRequest);
            _outcome.Set(response, TimeProvider.System);
            return ExportResult.Failure;
        });
        using var processor = Processor(exporter);

        processor.OnEnd(Recorded());

        processor.ForceFlush(10_000).Should().BeFalse("a dropped span is not a flushed one");
        processor.Counts.Should().Be(new SpanCounts(Exported: 0, Dropped: 1, Waiting: 0));
        _log.Warnings.Should().Equal("Spans cannot be exported to memory: it answered 400 Bad Request. They are dropped.");
    }

    [Fact]
    public void Export_Throws_IsLoggedAndTheNextSpanIsExported()
    {
        var attempts = 0;
        var exporter = new MemoryExporter(() => ++attempts == 1 ? throw new InvalidOperationException("broken exporter") : ExportResult.Success);
        using var processor = Processor(exporter);

        processor.OnEnd(Recorded());
        processor.ForceFlush(10_000).Should().BeFalse();
        processor.OnEnd(Recorded());

        processor.ForceFlush(10_000).Should().BeTrue();
        processor.Counts.Should().Be(new SpanCounts(Exported: 1, Dropped: 1, Waiting: 0));
        _log.Lines.Should().Contain(line => line.Text.Contains("failed inside the exporter", StringComparison.Ordinal));
    }

    [Fact]
    public void OnEnd_FewSpansWhileABatchIsSent_WaitForTheDelay()
    {
        BatchSpanProcessor? processor = null;
        var attempts = 0;
        using var exporting = new ManualResetEventSlim();
        var exporter = new MemoryExporter(() =>
        {
            if (++attempts <= 3)
            {
                processor!.OnEnd(Recorded());
            }

            exporting.Set();
            return ExportResult.Success;
        });
        using (processor = Processor(exporter, delay: TimeSpan.FromMinutes(5), batchSize: 4))
        {
            for (var i = 0; i < 4; i++)
            {
                processor.OnEnd(Recorded());
            }

            exporting.Wait(TimeSpan.FromSeconds(20)).Should().BeTrue();
            SpinWait.SpinUntil(() => processor.Counts.Exported >= 4, TimeSpan.FromSeconds(20)).Should().BeTrue();
            SpinWait.SpinUntil(() => processor.Counts.Exported > 4, TimeSpan.FromMilliseconds(200)).Should().BeFalse("one span is no batch");
            processor.Counts.Should().Be(new SpanCounts(Exported: 4, Dropped: 0, Waiting: 1));
        }
    }

    [Fact]
    public void ForceFlush_WhileTheExporterHangs_ReturnsFalseAfterItsTime()
    {
        using var release = new ManualResetEventSlim();
        var exporter = new MemoryExporter(() =>
        {
            release.Wait();
            return ExportResult.Success;
        });
        using var processor = Processor(exporter);
        processor.OnEnd(Recorded());

        processor.ForceFlush(50).Should().BeFalse();

        release.Set();
        processor.ForceFlush(10_000).Should().BeTrue();
    }

    [Fact]
    public void Shutdown_ServerIsDead_GivesUpSoonAndCounts()
    {
        var exporter = new MemoryExporter(() =>
        {
            _outcome.Set(new HttpRequestException("Connection refused"));
            return ExportResult.Failure;
        });
        using var processor = Processor(exporter, delay: TimeSpan.FromMinutes(5), batchSize: 2);
        for (var i = 0; i < 7; i++)
        {
            processor.OnEnd(Recorded());
        }

        processor.Shutdown(20_000).Should().BeFalse();

        processor.Counts.Should().Be(new SpanCounts(Exported: 0, Dropped: 7, Waiting: 0));
    }

    [Fact]
    public void OnEnd_AfterShutdown_IsCountedAsDropped()
    {
        using var processor = Processor(new MemoryExporter());
        processor.Shutdown(10_000).Should().BeTrue();

        processor.OnEnd(Recorded());

        processor.Counts.Should().Be(new SpanCounts(Exported: 0, Dropped: 1, Waiting: 0));
    }

    [Fact]
    public async Task Counts_AfterConcurrentLoadAndShutdown_AccountForEverySpan()
    {
        var attempts = 0;
        var exporter = new MemoryExporter(() =>
        {
            if (Interlocked.Increment(ref attempts) % 3 == 0)
            {
                _outcome.Set(new HttpRequestException("reset"));
                return ExportResult.Failure;
            }

            return ExportResult.Success;
        });
        using var processor = Processor(exporter, queueSize: 512, batchSize: 64, delay: TimeSpan.FromMilliseconds(10));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                processor.OnEnd(Recorded());
            }
        })));
        processor.Shutdown(20_000);

        var counts = processor.Counts;
        counts.Waiting.Should().Be(0);
        (counts.Exported + counts.Dropped).Should().Be(20_000);
        exporter.Spans.Should().HaveCount((int)counts.Exported).And.OnlyHaveUniqueItems();
    }

    private static Activity Recorded()
    {
        var span = new Activity("span") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        span.SetIdFormat(ActivityIdFormat.W3C);
        return span;
    }

    private BatchSpanProcessor Processor(MemoryExporter exporter, int queueSize = 1_024, int batchSize = 512, TimeSpan? delay = null) => new(
        new SpanDestination("memory", exporter, _outcome),
        new BatchingOptions { MaxQueueSize = queueSize, MaxBatchSize = batchSize, Delay = delay ?? TimeSpan.FromMilliseconds(50) },
        _log);
}
