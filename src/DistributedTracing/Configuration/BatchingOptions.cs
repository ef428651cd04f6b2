namespace DistributedTracing;

/// <summary>How finished spans are queued and grouped before they are sent.</summary>
/// <remarks>
/// Not thread safe; read once at start. Follows
/// <see href="https://github.com/open-telemetry/opentelemetry-specification/blob/v1.60.0/specification/trace/sdk.md#batching-processor"/>,
/// with a larger queue and batch, because the specification's 2,048 spans overflow in ordinary bursts.
/// </remarks>
public sealed class BatchingOptions
{
    internal const int DefaultBatchSize = 2_048;

    private int? _maxBatchSize;

    /// <summary>Gets or sets how many finished spans may wait.</summary>
    /// <value>Spans, 16 to 1,048,576; rounded up to a power of two. The default is 16,384.</value>
    /// <remarks>When the queue is full new spans are dropped and counted; the application's thread never waits.</remarks>
    public int MaxQueueSize { get; set; } = 16_384;

    /// <summary>Gets or sets how many spans are sent in one request.</summary>
    /// <value>
    /// Spans, 1 to 65,536, not above <see cref="MaxQueueSize"/>. The default is 2,048, or <see cref="MaxQueueSize"/> where that is less.
    /// </value>
    public int MaxBatchSize
    {
        get => _maxBatchSize ?? Math.Min(PreferredBatchSize, MaxQueueSize);
        set => _maxBatchSize = value;
    }

    /// <summary>Gets or sets how long a span waits at most for its batch to fill.</summary>
    /// <value>10 milliseconds to 5 minutes. The default is 1 second.</value>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the size of batches while nobody has set <see cref="MaxBatchSize"/>: that of <c>OTEL_*</c>, which a smaller queue limits.</summary>
    internal int PreferredBatchSize { get; set; } = DefaultBatchSize;
}
