using System.Diagnostics;
using DistributedTracing.Batching;

namespace DistributedTracing.Tests.Batching;

public sealed class SpanQueueTests
{
    [Fact]
    public void DequeueInto_AfterEnqueue_GivesSpansInOrder()
    {
        var queue = new SpanQueue(4);
        var spans = Enumerable.Range(0, 3).Select(i => new Activity($"span {i}")).ToArray();
        foreach (var span in spans)
        {
            queue.TryEnqueue(span, out _).Should().BeTrue();
        }

        var taken = new Activity[8];
        queue.DequeueInto(taken).Should().Be(3);

        taken[..3].Should().Equal(spans);
        queue.Count.Should().Be(0);
    }

    [Fact]
    public void TryEnqueue_WhenFull_RefusesUntilOneIsTaken()
    {
        var queue = new SpanQueue(4);
        for (var i = 0; i < queue.Capacity; i++)
        {
            queue.TryEnqueue(new Activity("span"), out _).Should().BeTrue();
        }

        queue.TryEnqueue(new Activity("span"), out _).Should().BeFalse();
        queue.DequeueInto(new Activity[1]).Should().Be(1);
        queue.TryEnqueue(new Activity("span"), out _).Should().BeTrue();
        queue.TryEnqueue(new Activity("span"), out _).Should().BeFalse();
    }

    [Fact]
    public void Constructor_OddCapacity_RoundsUpToPowerOfTwo() => new SpanQueue(1_000).Capacity.Should().Be(1_024);

    [Fact]
    public void DequeueInto_ManyTimesAroundTheRing_KeepsOrder()
    {
        var queue = new SpanQueue(4);
        var taken = new Activity[3];
        for (var i = 0; i < 1_000; i++)
        {
            var first = new Activity("a");
            var second = new Activity("b");
            queue.TryEnqueue(first, out var position).Should().BeTrue();
            position.Should().Be(i * 2);
            queue.TryEnqueue(second, out _).Should().BeTrue();
            queue.DequeueInto(taken).Should().Be(2);
            taken[..2].Should().Equal(first, second);
        }
    }

    [Fact]
    public async Task TryEnqueue_FromManyThreads_LosesAndDoublesNothing()
    {
        const int Producers = 8;
        const int PerProducer = 20_000;
        var queue = new SpanQueue(256);
        var accepted = new long[Producers];
        using var done = new CancellationTokenSource();
        var seen = new List<Activity>();
        var consumer = Task.Run(() =>
        {
            var buffer = new Activity[64];
            while (true)
            {
                var isLastRound = done.IsCancellationRequested;
                int count;
                while ((count = queue.DequeueInto(buffer)) > 0)
                {
                    seen.AddRange(buffer[..count]);
                }

                if (isLastRound)
                {
                    return;
                }
            }
        });

        await Task.WhenAll(Enumerable.Range(0, Producers).Select(producer => Task.Run(() =>
        {
            for (var i = 0; i < PerProducer; i++)
            {
                if (queue.TryEnqueue(new Activity($"{producer}"), out _))
                {
                    accepted[producer]++;
                }
            }
        })));
        await done.CancelAsync();
        await consumer;

        seen.Should().HaveCount((int)accepted.Sum());
        seen.Should().OnlyHaveUniqueItems();
        queue.Enqueued.Should().Be(accepted.Sum());
        queue.Dequeued.Should().Be(accepted.Sum());
    }
}
