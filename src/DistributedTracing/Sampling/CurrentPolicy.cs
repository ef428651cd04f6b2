namespace DistributedTracing.Sampling;

/// <summary>The policy that decisions are made by, changed as a whole while they are being made. Thread safe.</summary>
internal sealed class CurrentPolicy(SamplingPolicy first)
{
    private SamplingPolicy _value = first;

    public SamplingPolicy Value
    {
        get => Volatile.Read(ref _value);
        set => Volatile.Write(ref _value, value);
    }
}
