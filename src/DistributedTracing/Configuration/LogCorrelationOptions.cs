namespace DistributedTracing;

/// <summary>How log lines carry trace ids.</summary>
/// <remarks>Not thread safe; read once at start.</remarks>
public sealed class LogCorrelationOptions
{
    /// <summary>Gets or sets whether the messages of the console logger's plain formats (simple, systemd) begin with the trace and span id.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    /// <remarks>
    /// Other providers get the ids as a scope (<c>TraceId</c>, <c>SpanId</c>), as in every .NET host. The console's JSON format shows
    /// scopes unless the application sets <c>IncludeScopes</c> to <see langword="false"/>.
    /// </remarks>
    public bool Console { get; set; } = true;
}
