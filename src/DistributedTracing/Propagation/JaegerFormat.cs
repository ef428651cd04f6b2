using System.Diagnostics;
using System.Globalization;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>Jaeger's own headers: <c>uber-trace-id: {trace id}:{span id}:{parent span id}:{flags}</c>, and a header for each baggage item.</summary>
/// <remarks>
/// <see href="https://www.jaegertracing.io/sdk-migration/#propagation-format"/>. Ids may be shorter than they are in W3C and the colons
/// percent-encoded. The parent span id is deprecated: it is not looked at, and written as 0.
/// </remarks>
internal sealed class JaegerFormat : ContextFormat
{
    private const string ContextHeader = "uber-trace-id";
    private const string EncodedColon = "%3A";

    private const int MaxFlagsLength = 2;
    private const int SampledFlag = 0b01;
    private const int DebugFlag = 0b10;

    // With every colon encoded.
    private const int MaxLength = HexId.TraceIdLength + HexId.SpanIdLength + HexId.SpanIdLength + MaxFlagsLength + (3 * 3);

    // The headers of baggage items are named after their keys, so they cannot be told beforehand.
    public override string[] Fields { get; } = [ContextHeader];

    public override bool TryExtract(object? carrier, PropagatorGetterCallback getter, out string? traceParent, out string? traceState)
    {
        traceParent = null;
        traceState = null;
        var text = Header(carrier, getter, ContextHeader).AsSpan().Trim(" \t");
        if (text.Length > MaxLength)
        {
            return false;
        }

        if (text.Contains('%'))
        {
            text = text.ToString().Replace(EncodedColon, ":", StringComparison.OrdinalIgnoreCase);
        }

        if (!TryCut(ref text, out var traceId)
            || !TryCut(ref text, out var spanId)
            || !TryCut(ref text, out _)
            || !IsId(traceId, HexId.TraceIdLength)
            || !IsId(spanId, HexId.SpanIdLength)
            || !TryReadSampled(text, out var sampled))
        {
            return false;
        }

        traceParent = TraceParent.Format(traceId, spanId, sampled ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None);
        return true;
    }

    public override void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter) =>
        setter(carrier, WrittenHeader.UberTraceId, string.Create(HexId.TraceIdLength + HexId.SpanIdLength + 5, context, static (text, context) =>
        {
            context.TraceId.ToHexString().CopyTo(text);
            text[32] = ':';
            context.SpanId.ToHexString().CopyTo(text[33..]);
            ":0:".CopyTo(text[49..]);
            text[52] = (context.TraceFlags & ActivityTraceFlags.Recorded) != 0 ? '1' : '0';
        }));

    // Looking for the items means looking at every header, so it is done only for a caller that speaks Jaeger.
    public override List<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback getter) =>
        Header(carrier, getter, ContextHeader) is null ? null : JaegerBaggage.Extract(carrier);

    public override void InjectBaggage(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter) =>
        JaegerBaggage.Inject(baggage, carrier, setter);

    private static bool TryCut(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> part)
    {
        var colon = text.IndexOf(':');
        part = colon < 0 ? default : text[..colon];
        text = text[(colon + 1)..];
        return colon >= 0;
    }

    private static bool IsId(ReadOnlySpan<char> text, int maxLength) => text.Length <= maxLength && HexId.IsId(text);

    // Debug implies sampled. The other bits say nothing about whether to record.
    private static bool TryReadSampled(ReadOnlySpan<char> text, out bool sampled)
    {
        var isValid = byte.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var flags) && text.Length <= MaxFlagsLength;
        sampled = (flags & (SampledFlag | DebugFlag)) != 0;
        return isValid;
    }
}
