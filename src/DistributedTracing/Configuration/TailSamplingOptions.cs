namespace DistributedTracing;

/// <summary>Decides about a trace once its work in this process is done: failed and slow ones are kept, the rest as it was decided at its start.</summary>
/// <remarks>
/// <para>
/// Every trace is recorded, its spans held back until its first span in this process (the request, the message) has ended. What was found
/// interesting then is exported with a threshold of 0, so that counts estimated from samples stay right. With
/// <see cref="SamplingOptions.Ratio"/> at 1 there is nothing left to decide, and nothing is held back.
/// </para>
/// <para>
/// Only exports of this library wait for the decision. A processor or exporter that the application adds to OpenTelemetry's provider itself,
/// trace-based exemplars and trace-based log sampling see a trace as its start decided it. Other services are told what was decided at
/// the start. Not thread safe; read once at start.
/// </para>
/// </remarks>
public sealed class TailSamplingOptions
{
    /// <summary>Gets or sets whether traces are decided at their end.</summary>
    /// <value>The default is <see langword="false"/>: recording traces that are then left out takes about four times the time of not recording them.</value>
    public bool Enabled { get; set; }

    /// <summary>Gets what makes a trace worth keeping.</summary>
    public TailKeepOptions Keep { get; } = new();

    /// <summary>Gets the networks of the callers who are told in the response that the trace of their request was kept for what happened in it.</summary>
    /// <value>
    /// Networks such as <c>10.0.0.0/8</c>, single addresses, and the words <c>loopback</c>, <c>private</c> and <c>internet</c>. The default
    /// is <c>loopback</c> and <c>private</c>; with an empty list nobody is told.
    /// </value>
    /// <remarks>
    /// Told are only callers who sent a trace context, and neither browsers nor whoever is behind a reverse proxy: the header
    /// <c>Server-Timing: trace</c> shows the ids of the trace. It is sent when that is known as the response starts.
    /// </remarks>
    public IList<string> TellCallers { get; } = ["loopback", "private"];

    /// <summary>Gets the names of the <see cref="System.Diagnostics.ActivitySource"/>s whose traces are recorded for a late decision.</summary>
    /// <value>Names of the sources that make a trace's first span in this process; a <c>*</c> at the end stands for any ending. Empty, the default, means all.</value>
    public IList<string> Sources { get; } = [];

    /// <summary>Gets the names of the <see cref="System.Diagnostics.ActivitySource"/>s whose traces are decided at their start alone.</summary>
    /// <value>Names as in <see cref="Sources"/>, which they take precedence over. Empty by default.</value>
    public IList<string> IgnoredSources { get; } = [];

    /// <summary>Gets or sets how many traces may hold back spans.</summary>
    /// <value>Traces, 10 to 1,000,000. The default is 5,000.</value>
    /// <remarks>
    /// From 80 % on, new traces are decided at their start alone, until half of them is free. Beyond the limit the one that has waited longest
    /// is decided with what is known of it.
    /// </remarks>
    public int MaxTraces { get; set; } = 5_000;

    /// <summary>Gets or sets how many spans of one trace may be held back.</summary>
    /// <value>Spans, 2 to 100,000. The default is 1,000.</value>
    /// <remarks>At the limit they are decided with what is known, and the following ones together at the next limit or the end.</remarks>
    public int MaxSpansPerTrace { get; set; } = 1_000;

    /// <summary>Gets or sets how much memory the spans that are held back may use.</summary>
    /// <value>Bytes, as estimated, 65,536 to 1,073,741,824. The default is 67,108,864 (64 MiB).</value>
    /// <remarks>What happens near and beyond the limit is the same as with <see cref="MaxTraces"/>.</remarks>
    public int MaxBytes { get; set; } = 64 * 1_024 * 1_024;

    /// <summary>Gets or sets how long a span is held back at most.</summary>
    /// <value>100 milliseconds to 1 hour. The default is 30 seconds.</value>
    /// <remarks>Then the spans of the trace that wait are decided with what is known, and so are the following ones at their time.</remarks>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets for how long other requests and messages of a trace that was kept here are kept too.</summary>
    /// <value>0 (not at all) to 10 minutes. The default is 5 seconds.</value>
    public TimeSpan FollowFor { get; set; } = TimeSpan.FromSeconds(5);
}
