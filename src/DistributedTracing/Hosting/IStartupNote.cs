namespace DistributedTracing.Hosting;

/// <summary>A line that a package adds to the startup summary.</summary>
internal interface IStartupNote
{
    /// <summary>Gets the line, such as <c>Viewer: http://localhost:5000/_tracing</c>; <see langword="null"/> for none. Asked once, after start.</summary>
    string? Text { get; }
}
