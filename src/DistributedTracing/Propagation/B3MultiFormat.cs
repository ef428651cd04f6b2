using System.Diagnostics;
using DistributedTracing.Sampling;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>B3 in several headers, <c>X-B3-TraceId</c> and its kin. Of a header that occurs twice "the first value wins".</summary>
/// <remarks>
/// <see href="https://github.com/openzipkin/b3-propagation#multiple-headers"/>. The headers may hold a sampling state only. One that
/// cannot be read defers the decision, as if it were absent.
/// </remarks>
internal sealed class B3MultiFormat : ContextFormat
{
    private const string TraceIdHeader = "X-B3-TraceId";
    private const string SpanIdHeader = "X-B3-SpanId";
    private const string ParentSpanIdHeader = "X-B3-ParentSpanId";
    private const string SampledHeader = "X-B3-Sampled";
    private const string FlagsHeader = "X-B3-Flags";

    public override string[] Fields { get; } = [TraceIdHeader, SpanIdHeader, ParentSpanIdHeader, SampledHeader, FlagsHeader];

    public override bool HasLoneDecisions => true;

    public override bool TryExtract(object? carrier, PropagatorGetterCallback getter, out ReceivedContext context)
    {
        context = default;

        // The span id first: of the headers that have to be there it has the name that a miss costs least of, in Kestrel.
        if (!TryReadSpanId(CarrierHeaders.ReadFirst(carrier, getter, SpanIdHeader), out var spanId)
            || !TryReadTraceId(CarrierHeaders.ReadFirst(carrier, getter, TraceIdHeader), out var high, out var low))
        {
            return false;
        }

        var state = ReadState(carrier, getter);
        context = new(high, low, spanId, state.ToFlags(), state.ToTraceState());
        return true;
    }

    public override void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter)
    {
        setter(carrier, WrittenHeader.B3TraceId, context.TraceId.ToHexString());
        setter(carrier, WrittenHeader.B3SpanId, context.SpanId.ToHexString());
        var state = SamplingStates.Of(context);
        if (state == SamplingState.Debug)
        {
            // "Debug implies an accept decision, so don't also send the X-B3-Sampled header."
            setter(carrier, WrittenHeader.B3Flags, "1");
            return;
        }

        setter(carrier, WrittenHeader.B3Sampled, state == SamplingState.Accept ? "1" : "0");
    }

    public override HeadVerdict ReadLoneDecision(object? carrier, PropagatorGetterCallback getter) => ReadState(carrier, getter).ToVerdict();

    // As it is first, which it nearly always can be read as.
    private static bool TryReadTraceId(string? header, out ulong high, out ulong low) =>
        IsTraceId(header, out high, out low) || (header is not null && IsTraceId(CarrierHeaders.First(header), out high, out low));

    private static bool IsTraceId(ReadOnlySpan<char> text, out ulong high, out ulong low)
    {
        high = 0;
        low = 0;
        return text.Length is HexId.TraceIdLength or HexId.ShortTraceIdLength && HexId.TryReadTraceId(text, out high, out low);
    }

    private static bool TryReadSpanId(string? header, out ulong id) =>
        IsSpanId(header, out id) || (header is not null && IsSpanId(CarrierHeaders.First(header), out id));

    private static bool IsSpanId(ReadOnlySpan<char> text, out ulong id)
    {
        id = 0;
        return text.Length == HexId.SpanIdLength && HexId.TryReadSpanId(text, out id);
    }

    private static SamplingState ReadState(object? carrier, PropagatorGetterCallback getter)
    {
        var flags = CarrierHeaders.ReadFirst(carrier, getter, FlagsHeader);
        return flags is not null && CarrierHeaders.First(flags) is "1"
            ? SamplingState.Debug
            : StateOf(CarrierHeaders.ReadFirst(carrier, getter, SampledHeader));
    }

    // "Before this specification was written, some tracers propagated X-B3-Sampled as true or false."
    private static SamplingState StateOf(string? sampled) => sampled switch
    {
        null => SamplingState.Defer,
        "1" => SamplingState.Accept,
        "0" => SamplingState.Deny,
        _ => CarrierHeaders.First(sampled) switch
        {
            "1" => SamplingState.Accept,
            "0" => SamplingState.Deny,
            var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => SamplingState.Accept,
            var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => SamplingState.Deny,
            _ => SamplingState.Defer,
        },
    };
}
