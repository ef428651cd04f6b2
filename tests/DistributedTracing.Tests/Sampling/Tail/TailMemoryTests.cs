namespace DistributedTracing.Tests.Sampling.Tail;

[Collection(nameof(ProcessWide))]
public sealed class TailMemoryTests
{
    [Fact]
    public void WaitingBytes_OfSpans_AreAboutWhatTheyHold()
    {
        using var tracing = new TailFixture();
        var root = tracing.Root();
        const int Spans = 900;
        var keys = Enumerable.Range(0, 10).Select(i => "some.attribute." + i).ToList();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Spans; i++)
        {
            using var child = tracing.Child(root);
            for (var tag = 0; tag < 10; tag++)
            {
                child.SetTag(keys[tag], new string('x', 50 + tag));
            }
        }

        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(root);
        (tracing.Tail.WaitingBytes / (double)held).Should().BeInRange(0.7, 1.5);
    }
}
