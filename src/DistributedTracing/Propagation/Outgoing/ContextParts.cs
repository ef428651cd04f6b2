namespace DistributedTracing.Propagation;

/// <summary>What of a context may be written into a carrier.</summary>
[Flags]
internal enum ContextParts
{
    None = 0,
    Ids = 1,
    Baggage = 2,
    All = Ids | Baggage,
}
