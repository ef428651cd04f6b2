namespace DistributedTracing;

/// <summary>Who may have a single request recorded whatever sampling says.</summary>
/// <remarks>
/// Bound from the configuration section <c>Tracing:AspNetCore:ForceSampling</c>. A request that carries the header with the secret is
/// recorded, on ignored paths too, whatever the ratio and its caller say; services that it calls follow the decision. The header is
/// taken off every request before the application sees it, so that it is neither logged nor passed on. Not thread safe; read once at
/// start.
/// </remarks>
public sealed class ForceSamplingOptions
{
    /// <summary>Gets or sets the name of the header.</summary>
    /// <value>A header name. The default is <c>X-Force-Trace</c>.</value>
    public string Header { get; set; } = "X-Force-Trace";

    /// <summary>Gets or sets what the header's value must be.</summary>
    /// <value>
    /// At least 16 visible ASCII characters, compared in constant time. The default is <see langword="null"/>: nobody may force anything.
    /// </value>
    /// <remarks>Shown nowhere. Wrong values are ignored, and counted in one log line a minute at most.</remarks>
    public string? Secret { get; set; }
}
