using System.Diagnostics;
using System.Net;

namespace DistributedTracing;

/// <summary>A span that might be started, to ask <see cref="SamplingExplain"/> about. Not thread safe.</summary>
public sealed class SamplingQuestion
{
    /// <summary>Gets or sets the span's kind.</summary>
    /// <value>The default is <see cref="ActivityKind.Server"/> with a <see cref="Path"/>, else <see cref="ActivityKind.Internal"/>.</value>
    public ActivityKind? Kind { get; set; }

    /// <summary>Gets or sets the name the span starts with.</summary>
    /// <value>The default is that of the framework's server span with a <see cref="Path"/>, else empty.</value>
    public string? SpanName { get; set; }

    /// <summary>Gets or sets the name of the <see cref="ActivitySource"/> that starts the span.</summary>
    /// <value>The default is that of the framework's server span with a <see cref="Path"/>, else unknown.</value>
    public string? Source { get; set; }

    /// <summary>Gets or sets where the span's parent is.</summary>
    /// <value>The default is <see cref="SamplingParent.None"/>.</value>
    public SamplingParent Parent { get; set; }

    /// <summary>Gets or sets whether the parent was kept; of no meaning where there is none.</summary>
    public bool IsParentKept { get; set; }

    /// <summary>Gets or sets the parent's <c>tracestate</c>.</summary>
    public string? TraceState { get; set; }

    /// <summary>Gets or sets the trace id.</summary>
    /// <value>The default is <see langword="null"/>: the answer is about the share of all such traces.</value>
    public ActivityTraceId? TraceId { get; set; }

    /// <summary>Gets or sets the path of the request, with the <c>/</c> it begins with.</summary>
    /// <value>The default is <see langword="null"/>: the span is not of a request.</value>
    /// <remarks>Requests are known where the package DistributedTracing.AspNetCore is installed.</remarks>
    public string? Path { get; set; }

    /// <summary>Gets or sets the method of the request.</summary>
    /// <value>The default is <c>GET</c>.</value>
    public string Method { get; set; } = "GET";

    /// <summary>Gets or sets the scheme of the request's address.</summary>
    /// <value>The default is <c>http</c>.</value>
    public string Scheme { get; set; } = "http";

    /// <summary>Gets or sets the host the request is sent to, with a port if it names one.</summary>
    /// <value>The default is <c>localhost</c>.</value>
    public string Host { get; set; } = "localhost";

    /// <summary>Gets or sets the address the request comes from.</summary>
    /// <value>The default is the loopback address.</value>
    public IPAddress RemoteAddress { get; set; } = IPAddress.Loopback;

    /// <summary>Gets the headers of the request.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the baggage.</summary>
    public IDictionary<string, string> Baggage { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the attributes the span is created with.</summary>
    public IDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);
}
