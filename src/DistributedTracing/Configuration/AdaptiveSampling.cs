namespace DistributedTracing;

/// <summary>
/// A budget of traces per second, shared fairly by the keys of the traffic: what comes rarely is kept whole, what comes often is kept
/// at the share that fits, and that share follows the traffic.
/// </summary>
/// <remarks>
/// <para>
/// Every decision still is a threshold that the trace's randomness must reach, so adjusted counts stay right at all times. The budget is
/// that of this process, and of the spans that it decides on: traces that a trusted caller has decided are followed and not counted.
/// </para>
/// <para>
/// The shares are worked out four times a second. They fall at once and rise by at most a fifth each time. Until a sudden rise of the
/// traffic has been worked in, each doubling of it within that quarter of a second costs about an eighth of a second's budget.
/// </para>
/// <para>Not thread safe; read once at start, and when the configuration changes.</para>
/// </remarks>
public sealed class AdaptiveSampling
{
    internal const double MinTracesPerSecond = 0.01;
    internal const double MaxTracesPerSecond = 1_000_000;
    internal const int MaxMaxKeys = 10_000;
    internal const double MaxErrorBoost = 100;
    internal static readonly TimeSpan MinWindow = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan MaxWindow = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how many traces are kept in a second, over all keys together.</summary>
    /// <value>Traces per second, 0.01 to 1,000,000. The default is 10.</value>
    public double TracesPerSecond { get; set; } = 10;

    /// <summary>Gets what makes up a key; spans that have all of it in common share what is kept of them.</summary>
    /// <value>
    /// Names out of <c>Operation</c> (method and path of a request; the name of any other span), <c>Path</c>, <c>Method</c>, <c>Host</c>,
    /// <c>SpanName</c>, <c>Source</c>, <c>Header:</c>, <c>Baggage:</c> and <c>Attribute:</c> with a name behind them, as in
    /// <c>Header:X-Tenant</c>. The default is <c>Operation</c>. An empty list is one key for everything.
    /// </value>
    /// <remarks>
    /// Parts of a path that hold a digit count as equal, so that <c>/orders/17</c> and <c>/orders/18</c> are one key; versions such as
    /// <c>v2</c> do not. A key of more than 256 characters is cut off there.
    /// </remarks>
    public IList<string> Key { get; } = ["Operation"];

    /// <summary>Gets or sets how many keys are told apart.</summary>
    /// <value>Keys, 1 to 10,000. The default is 200.</value>
    /// <remarks>Whatever comes beyond shares one more key, until keys that nobody asks for any longer have made room.</remarks>
    public int MaxKeys { get; set; } = 200;

    /// <summary>Gets or sets over which time the traffic of a key is averaged.</summary>
    /// <value>1 second to 10 minutes. The default is 5 seconds.</value>
    /// <remarks>A rise or fall that is no mere chance is followed at once, whatever the window.</remarks>
    public TimeSpan Window { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how many times its fair share of the budget a failing key may get.</summary>
    /// <value>1 (no boost) to 100. The default is 1.</value>
    /// <remarks>
    /// The boost grows with the share of failures, up to this when one of ten fails. The budget as a whole stays what it is: others get
    /// less meanwhile, so it needs more than one key. Failures are responses of status 500 and above, requests that end in an exception,
    /// and recorded spans whose status is an error.
    /// </remarks>
    public double ErrorBoost { get; set; } = 1;
}
