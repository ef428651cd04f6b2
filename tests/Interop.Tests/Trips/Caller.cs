using System.Security.Cryptography;

namespace Interop.Tests.Trips;

/// <summary>Who sends the first request of a trip: a span in a trace of its own, and baggage.</summary>
/// <param name="Decision">Whether the trace is sampled.</param>
/// <param name="TraceIdLength">16 for the short ids of B3.</param>
internal sealed record Caller(Decision Decision, int TraceIdLength = 32)
{
    /// <summary>What needs encoding is in it; the names are in lower case, all that Jaeger can carry.</summary>
    public static readonly IReadOnlyDictionary<string, string> Baggage = new Dictionary<string, string>
    {
        ["tenant"] = "acme",
        ["city"] = "Zürich, Kreis 4; 50 %",
    };

    public string SpanId { get; } = NewId(16);

    /// <summary>Gets the trace id at its full length.</summary>
    public string TraceId => SentTraceId.PadLeft(32, '0');

    private string SentTraceId { get; } = NewId(TraceIdLength);

    /// <summary>Gets what the services tell each other: the decision, made by the first of them when the caller made none.</summary>
    public Decision DecisionSentOn => Decision == Decision.Deferred ? Decision.Sampled : Decision;

    /// <summary>Gets the headers of a request that carries the context in a format.</summary>
    public IEnumerable<(string Name, string Value)> Headers(string format) => format switch
    {
        "tracecontext" => [("traceparent", $"00-{SentTraceId}-{SpanId}-{(Decision == Decision.Unsampled ? "00" : "01")}"), W3CBaggage()],
        "b3" => [("b3", $"{SentTraceId}-{SpanId}{B3State()}"), W3CBaggage()],
        "b3multi" => [("X-B3-TraceId", SentTraceId), ("X-B3-SpanId", SpanId), .. B3MultiState(), W3CBaggage()],
        "jaeger" => [("uber-trace-id", $"{SentTraceId}:{SpanId}:0:{JaegerFlags()}"), .. Encoded().Select(item => ("uberctx-" + item.Name, item.Value))],
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    private string B3State() => Decision switch
    {
        Decision.Deferred => string.Empty,
        Decision.Unsampled => "-0",
        Decision.Sampled => "-1",
        _ => "-d",
    };

    private IEnumerable<(string Name, string Value)> B3MultiState() => Decision switch
    {
        Decision.Deferred => [],
        Decision.Unsampled => [("X-B3-Sampled", "0")],
        Decision.Sampled => [("X-B3-Sampled", "1")],
        _ => [("X-B3-Flags", "1")],
    };

    private string JaegerFlags() => Decision switch
    {
        Decision.Unsampled => "0",
        Decision.Debug => "3",
        _ => "1",
    };

    private static (string Name, string Value) W3CBaggage() =>
        ("baggage", string.Join(",", Encoded().Select(item => $"{item.Name}={item.Value}")));

    private static IEnumerable<(string Name, string Value)> Encoded() => Baggage.Select(item => (item.Key, Uri.EscapeDataString(item.Value)));

    private static string NewId(int length) => RandomNumberGenerator.GetHexString(length, lowercase: true);
}
