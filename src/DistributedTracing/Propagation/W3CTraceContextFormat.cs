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

    public override bool TryExtract(object? carrier, PropagatorGetterCallback getter, out string? traceParent, out string? traceState)
    {
        traceState = null;
        traceParent = Header(carrier, getter, TraceParentHeader);
        traceParent = IsUsual(traceParent) ? traceParent : Normalize(traceParent);
        if (traceParent is null)
        {
            return false;
        }

        getter(carrier, TraceStateHeader, out traceState, out var states);
        if (traceState is null && states is not null)
        {
            // RFC 9110 section 5.3: a list sent in several headers is one list.
            traceState = string.Join(',', states);
        }

        if (traceState is not null && !TraceState.IsValid(traceState))
        {
            // "If the tracestate header cannot be parsed the vendor MAY discard the entire header."
            traceState = null;
        }

        return true;
    }

    public override void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter)
    {
        setter(carrier, WrittenHeader.TraceParent, TraceParent.Format(context));
        if (!string.IsNullOrEmpty(context.TraceState))
        {
            setter(carrier, WrittenHeader.TraceState, context.TraceState);
        }
    }

    // Both flags that have a meaning are in the last digit; the others "MUST" be cleared.
    private static ActivityTraceFlags FlagsOf(char digit) => (ActivityTraceFlags)(digit <= '9' ? digit - '0' : digit - 'a' + 10);

    // Version 00 and nothing to put right: what nearly every caller sends.
    private static bool IsUsual(string? header) =>
        header is { Length: TraceParent.Length }
        && header is ['0', '0', '-', ..]
        && header[35] == '-'
        && header is [.., '-', '0', '0' or '1' or '2' or '3']
        && HexId.IsLowerCaseId(header.AsSpan(3, HexId.TraceIdLength))
        && HexId.IsLowerCaseId(header.AsSpan(36, HexId.SpanIdLength));

    // A later version may be longer; what version 00 knows of it is kept. Version 00 itself must be exact.
    private static string? Normalize(string? header)
    {
        var text = header.AsSpan().Trim(" \t");
        if (text.Length < TraceParent.Length || text[2] != '-' || text[35] != '-' || text[52] != '-')
        {
            return null;
        }

        var version = text[..2];
        if (!HexId.IsLowerCase(version) || version is "ff" || (text.Length > TraceParent.Length && (version is "00" || text[TraceParent.Length] != '-')))
        {
            return null;
        }

        if (!HexId.IsLowerCaseId(text.Slice(3, HexId.TraceIdLength))
            || !HexId.IsLowerCaseId(text.Slice(36, HexId.SpanIdLength))
            || !HexId.IsLowerCase(text.Slice(53, 2)))
        {
            return null;
        }

        return version is "00" && header!.Length == TraceParent.Length && text[53] == '0' && text[54] <= '3'
            ? header
            : TraceParent.Format(text.Slice(3, HexId.TraceIdLength), text.Slice(36, HexId.SpanIdLength), FlagsOf(text[54]));
    }
}
