namespace Benchmarks.Tests;

/// <summary>Counts what a call allocates on this thread, once it is warm.</summary>
internal static class Allocations
{
    private const int Calls = 1_000;

    public static double PerCall(Action call)
    {
        // Twice: what the first loop still had to compile may allocate in it.
        Measure(call);
        return (double)Measure(call) / Calls;
    }

    private static long Measure(Action call)
    {
        call();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            call();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
