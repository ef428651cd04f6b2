namespace DistributedTracing;

/// <summary>The compression of OTLP request bodies.</summary>
public enum DeliveryCompression
{
    /// <summary>Bodies are sent as they are.</summary>
    None,

    /// <summary>Bodies are compressed with gzip.</summary>
    Gzip,
}
