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

    public override bool HasOwnBaggage => true;

    public override bool TryExtract(object? carrier, PropagatorGetterCallback getter, out ReceivedContext context)
    {
        context = default;
        var text = CarrierHeaders.ReadSingle(carrier, getter, ContextHeader).AsSpan().Trim(" \t");
        if (text.IsEmpty || text.Length > MaxLength)
        {
            return false;
        }

        if (text.Contains('%'))
        {
            text = text.ToString().Replace(EncodedColon, ":", StringComparison.OrdinalIgnoreCase);
        }

        if (!TryCut(ref text, out var traceId)
            || !TryCut(ref text, out var spanIdText)
            || !TryCut(ref text, out _)
            || !HexId.TryReadTraceId(traceId, out var high, out var low)
            || !HexId.TryReadSpanId(spanIdText, out var spanId)
            || !TryReadFlags(text, out var state))
        {
            return false;
        }

        context = new(high, low, spanId, state.ToFlags(), state.ToTraceState());
        return true;
    }

    public override void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter)
    {
        var flags = SamplingStates.Of(context) switch
        {
            SamplingState.Debug => '3',
            SamplingState.Accept => '1',
            _ => '0',
        };
        setter(carrier, WrittenHeader.UberTraceId, string.Create(HexId.TraceIdLength + HexId.SpanIdLength + 5, (context.TraceId, context.SpanId, flags), static (text, parts) =>
        {
            parts.TraceId.ToHexString().CopyTo(text);
            text[32] = ':';
            parts.SpanId.ToHexString().CopyTo(text[33..]);
            ":0:".CopyTo(text[49..]);
            text[52] = parts.flags;
        }));
    }

    // Looking for the items means looking at every header, so it is done only for a caller that speaks Jaeger.
    public override List<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback getter) =>
        CarrierHeaders.ReadSingle(carrier, getter, ContextHeader) is null ? null : JaegerBaggage.Extract(carrier);

    public override void InjectBaggage(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter) =>
        JaegerBaggage.Inject(baggage, carrier, setter);

    private static bool TryCut(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> part)
    {
        var colon = text.IndexOf(':');
        part = colon < 0 ? default : text[..colon];
        text = text[(colon + 1)..];
        return colon >= 0;
    }

    // "Debug" is only valid with "sampled", which it implies. The other bits say nothing about whether to record.
    private static bool TryReadFlags(ReadOnlySpan<char> text, out SamplingState state)
    {
        var isValid = byte.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var flags) && text.Length <= MaxFlagsLength;
        state = (flags & DebugFlag) != 0 ? SamplingState.Debug : (flags & SampledFlag) != 0 ? SamplingState.Accept : SamplingState.Deny;
        return isValid;
    }
}
