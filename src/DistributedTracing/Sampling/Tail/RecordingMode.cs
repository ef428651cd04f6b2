namespace DistributedTracing.Sampling.Tail;

/// <summary>
/// Whether traces that the head leaves out are recorded all the same, for the tail to decide. Set by the tail, read by the sampler.
/// Thread safe.
/// </summary>
internal sealed class RecordingMode
{
    private volatile bool _isRecordingAll;

    public bool IsRecordingAll
    {
        get => _isRecordingAll;
        set => _isRecordingAll = value;
    }
}
