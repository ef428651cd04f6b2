namespace DistributedTracing.Sampling;

/// <summary>Rates for ratios that code comes up with, each mostly made once. Thread safe.</summary>
internal sealed class RateCache
{
    private const int Size = 64;

    private readonly Entry?[] _entries = new Entry?[Size];

    public FixedRate For(double ratio)
    {
        // Ratios that fall on the same place push each other out; that costs an allocation, nothing else.
        ref var entry = ref _entries[(uint)ratio.GetHashCode() % Size];
        var found = Volatile.Read(ref entry);
        if (found is null || found.Ratio != ratio)
        {
            found = new Entry(ratio, new FixedRate(ratio));
            Volatile.Write(ref entry, found);
        }

        return found.Rate;
    }

    private sealed record Entry(double Ratio, FixedRate Rate);
}
