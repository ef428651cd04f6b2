using System.Diagnostics;
using DistributedTracing;
using DistributedTracing.Batching;
using DistributedTracing.Delivery;
using Microsoft.Extensions.Logging.Abstractions;
using OpenTelemetry;

namespace Benchmarks.Enqueue;

/// <summary>Threads that hand finished spans to a batching processor whose exporter does nothing.</summary>
internal sealed class EnqueueScenario : IDisposable
{
    private const int BatchSize = 2_048;

    private readonly CountingExporter _exporter;
    private readonly BaseProcessor<Activity> _processor;
    private readonly Activity[] _spans = [.. Enumerable.Range(0, 1_024).Select(_ => NewSpan())];

    private EnqueueScenario(CountingExporter exporter, BaseProcessor<Activity> processor)
    {
        _exporter = exporter;
        _processor = processor;
    }

    public static EnqueueScenario OpenTelemetry(int queueSize)
    {
        var exporter = new CountingExporter();
        return new EnqueueScenario(exporter, new BatchActivityExportProcessor(exporter, queueSize, maxExportBatchSize: Math.Min(BatchSize, queueSize)));
    }

    public static EnqueueScenario Ours(int queueSize)
    {
        var exporter = new CountingExporter();
        var options = new BatchingOptions { MaxQueueSize = queueSize, MaxBatchSize = Math.Min(BatchSize, queueSize) };
        var destination = new SpanDestination("nowhere", exporter, new TransportOutcome());
        return new EnqueueScenario(exporter, new BatchSpanProcessor(destination, options, NullLogger.Instance));
    }

    /// <summary>Hands over spans while the exporter takes them.</summary>
    public EnqueueResult Run(int threads, int spansPerThread)
    {
        var before = _exporter.Exported;
        var cpu = Environment.CpuUsage.TotalTime;
        var (elapsed, bytes) = HandOver(threads, spansPerThread);
        _processor.ForceFlush();
        return Result(threads, spansPerThread, elapsed, bytes, Environment.CpuUsage.TotalTime - cpu, before);
    }

    /// <summary>Hands over spans while the exporter hangs and the queue is full.</summary>
    public EnqueueResult RunFull(int threads, int spansPerThread)
    {
        _exporter.Hold();

        // More than the queue and a batch in the exporter's hand; twice, as the exporter may take its batch after the first time.
        for (var round = 0; round < 2; round++)
        {
            HandOver(1, 4 * BatchSize);
        }

        var cpu = Environment.CpuUsage.TotalTime;
        var (elapsed, bytes) = HandOver(threads, spansPerThread);
        cpu = Environment.CpuUsage.TotalTime - cpu;

        _exporter.Release();
        _processor.ForceFlush();
        return Result(threads, spansPerThread, elapsed, bytes, cpu, _exporter.Exported);
    }

    public void Dispose()
    {
        _exporter.Release();
        _processor.Shutdown();
        _processor.Dispose();
    }

    private EnqueueResult Result(int threads, int spansPerThread, TimeSpan elapsed, long bytes, TimeSpan cpu, long exportedBefore)
    {
        var offered = (long)threads * spansPerThread;
        return new EnqueueResult(
            elapsed.TotalNanoseconds * threads / offered,
            cpu.TotalNanoseconds / offered,
            (double)bytes / offered,
            offered,
            _exporter.Exported - exportedBefore);
    }

    private (TimeSpan Elapsed, long Bytes) HandOver(int threads, int spansPerThread)
    {
        long bytes = 0;
        using var start = new Barrier(threads + 1);
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < spansPerThread; i++)
            {
                _processor.OnEnd(_spans[i & (_spans.Length - 1)]);
            }

            Interlocked.Add(ref bytes, GC.GetAllocatedBytesForCurrentThread() - allocated);
        })).ToList();
        workers.ForEach(worker => worker.Start());
        start.SignalAndWait();
        var started = Stopwatch.GetTimestamp();
        workers.ForEach(worker => worker.Join());
        return (Stopwatch.GetElapsedTime(started), bytes);
    }

    private static Activity NewSpan()
    {
        var span = new Activity("work") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
        span.SetIdFormat(ActivityIdFormat.W3C).Start().Stop();
        return span;
    }
}
