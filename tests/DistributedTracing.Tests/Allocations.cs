namespace DistributedTracing.Tests;

/// <summary>Measures what an operation allocates on the calling thread once it has been compiled.</summary>
internal static class Allocations
{
    private const int Rounds = 1_000;

    public static long Of(Action operation)
    {
        for (var i = 0; i < Rounds; i++)
        {
            operation();
        }

        // The least of several windows: a recompilation in the middle of one is not the operation's doing.
        return Enumerable.Range(0, 5).Min(_ => Window(operation));
    }

    private static long Window(Action operation)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            operation();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
