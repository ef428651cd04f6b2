using System.Diagnostics;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>W3C Trace Context: <c>traceparent</c> and <c>tracestate</c>.</summary>
/// <remarks><see href="https://www.w3.org/TR/trace-context-2/"/>.</remarks>
internal sealed class W3CTraceContextFormat : ContextFormat
{
    private const string TraceParentHeader = "traceparent";
    private const string TraceStateHeader = "tracestate";

    public override string[] Fields { get; } = [TraceParentHeader, TraceStateHeader];

    public override bool TryExtract(object? carrier, PropagatorGetterCallback getter, out ReceivedContext context)
    {
        context = default;
        var header = CarrierHeaders.ReadSingle(carrier, getter, TraceParentHeader);
        if (header is null)
        {
            return false;
        }

        var isUsual = IsUsual(header);
        var text = isUsual ? header : header.AsSpan().Trim(" \t");
        if ((!isUsual && !HasKnownForm(text))
            || !HexId.TryReadLowerCase(text.Slice(3, 16), out var traceIdHigh)
            || !HexId.TryReadLowerCase(text.Slice(19, 16), out var traceIdLow)
            || !HexId.TryReadLowerCase(text.Slice(36, 16), out var spanId)
            || (traceIdHigh | traceIdLow) == 0
            || spanId == 0)
        {
            return false;
        }

        // "If the tracestate header cannot be parsed the vendor MAY discard the entire header."
        var list = CarrierHeaders.ReadList(carrier, getter, TraceStateHeader);
        var traceState = list is not null && TraceState.IsValid(list) ? list : null;
        context = new(traceIdHigh, traceIdLow, spanId, FlagsFrom(text[54]), traceState, isUsual ? header : null);
        return true;
    }

    public override void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter)
    {
        setter(carrier, WrittenHeader.TraceParent, TraceParent.Format(context));

        // An application can put anything there; what is no header value would fail its request.
        if (context.TraceState is { Length: > 0 } traceState && TraceState.IsHeaderValue(traceState))
        {
            setter(carrier, WrittenHeader.TraceState, traceState);
        }
    }

    // Version 00 and nothing to put right: what nearly every caller sends.
    private static bool IsUsual(string header) =>
        header is { Length: TraceParent.Length }
        && header is ['0', '0', '-', ..]
        && header[35] == '-'
        && header is [.., '-', '0', '0' or '1' or '2' or '3'];

    // A later version may be longer; what version 00 knows of it is read. Version 00 itself must be exact.
    private static bool HasKnownForm(ReadOnlySpan<char> text) =>
        text.Length >= TraceParent.Length
        && char.IsAsciiHexDigitLower(text[0])
        && char.IsAsciiHexDigitLower(text[1])
        && text is [_, _, '-', ..]
        && text[..2] is not "ff"
        && text[35] == '-'
        && text[52] == '-'
        && char.IsAsciiHexDigitLower(text[53])
        && char.IsAsciiHexDigitLower(text[54])
        && (text.Length == TraceParent.Length || (text[TraceParent.Length] == '-' && text[..2] is not "00"));

    // Both flags that have a meaning are in the last digit; the others "MUST" be cleared.
    private static ActivityTraceFlags FlagsFrom(char digit) =>
        (ActivityTraceFlags)(digit <= '9' ? digit - '0' : digit - 'a' + 10) & ContextFlags.OnTheWire;
}
