namespace DistributedTracing.Sampling.Tail;

/// <summary>A local trace's place in <see cref="WaitingTraces"/>, under whose lock it changes.</summary>
internal struct WaitingPlace
{
    public LocalTrace? Previous;
    public LocalTrace? Next;

    /// <summary>Since when the oldest span waits.</summary>
    public long Since;

    /// <summary>What the spans that wait are charged for; 0 while the place is not taken.</summary>
    public long Bytes;
}
