namespace DistributedTracing;

/// <summary>Whether the trace viewer runs, and how much it keeps.</summary>
/// <remarks>Bound from the configuration section <c>Tracing:Viewer</c>. Not thread safe; read once at start.</remarks>
public sealed class ViewerTracingOptions
{
    /// <summary>Gets or sets whether the viewer runs.</summary>
    /// <value>The default, <see langword="null"/>, means in the environment <c>Development</c> only.</value>
    /// <remarks>Wherever it runs, it answers callers on the same machine only.</remarks>
    public bool? Enabled { get; set; }

    /// <summary>Gets or sets the loopback port that the services of this machine share.</summary>
    /// <value>1 to 65,535. The default is 4,320.</value>
    /// <remarks>The first service that starts listens on it and holds the traces; the others send theirs to it. Services with
    /// different ports do not see each other's spans.</remarks>
    public int Port { get; set; } = 4_320;

    /// <summary>Gets or sets how many traces are kept.</summary>
    /// <value>Traces, 1 to 100,000. The default is 1,000.</value>
    /// <remarks>Beyond it the trace that arrived first is forgotten.</remarks>
    public int MaxTraces { get; set; } = 1_000;

    /// <summary>Gets or sets how many spans of one trace are kept.</summary>
    /// <value>Spans, 1 to 100,000. The default is 5,000.</value>
    /// <remarks>Further spans are counted, and the page says how many are left out.</remarks>
    public int MaxSpansPerTrace { get; set; } = 5_000;

    /// <summary>Gets or sets how much memory the kept traces may take, by estimate.</summary>
    /// <value>Bytes, 65,536 to 1,073,741,824. The default is 67,108,864 (64 MiB).</value>
    /// <remarks>Beyond it the trace that arrived first is forgotten.</remarks>
    public int MaxBytes { get; set; } = 64 * 1_024 * 1_024;

    /// <summary>Gets or sets how large one request with spans may be, as sent and again as unpacked.</summary>
    /// <value>Bytes, 1,024 to 268,435,456. The default is 16,777,216 (16 MiB).</value>
    /// <remarks>Larger ones are answered with 413.</remarks>
    public int MaxRequestBytes { get; set; } = 16 * 1_024 * 1_024;
}
