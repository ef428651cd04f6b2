using System.Diagnostics;
using DistributedTracing.Sampling;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>B3 in one header: <c>b3: {trace id}-{span id}-{sampling state}-{parent span id}</c>, the last two optional.</summary>
/// <remarks><see href="https://github.com/openzipkin/b3-propagation#single-header"/>. A header may hold a sampling state only.</remarks>
internal sealed class B3SingleFormat : ContextFormat
{
    private const string B3Header = "b3";
    private const int HeaderLength = HexId.TraceIdLength + HexId.SpanIdLength + 3;

    public override string[] Fields { get; } = [B3Header];

    public override bool HasLoneDecisions => true;

    public override bool TryExtract(object? carrier, PropagatorGetterCallback getter, out ReceivedContext context)
    {
        context = default;
        var text = Read(carrier, getter);
        var endOfTraceId = text.Length > HexId.TraceIdLength && text[HexId.TraceIdLength] == '-' ? HexId.TraceIdLength : HexId.ShortTraceIdLength;
        if (text.Length <= endOfTraceId + HexId.SpanIdLength || text[endOfTraceId] != '-')
        {
            return false;
        }

        var rest = text[(endOfTraceId + 1)..];
        if (!HexId.TryReadTraceId(text[..endOfTraceId], out var high, out var low)
            || !HexId.TryReadSpanId(rest[..HexId.SpanIdLength], out var spanId)
            || !TryReadTail(rest[HexId.SpanIdLength..], out var state))
        {
            return false;
        }

        context = new(high, low, spanId, state.ToFlags(), state.ToTraceState());
        return true;
    }

    public override void Inject(in ActivityContext context, object? carrier, PropagatorSetterCallback setter)
    {
        var state = SamplingStates.Of(context) switch
        {
            SamplingState.Debug => 'd',
            SamplingState.Accept => '1',
            _ => '0',
        };
        setter(carrier, WrittenHeader.B3, string.Create(HeaderLength, (context.TraceId, context.SpanId, state), static (text, parts) =>
        {
            parts.TraceId.ToHexString().CopyTo(text);
            text[32] = '-';
            parts.SpanId.ToHexString().CopyTo(text[33..]);
            text[49] = '-';
            text[50] = parts.state;
        }));
    }

    public override HeadVerdict ReadLoneDecision(object? carrier, PropagatorGetterCallback getter) =>
        Read(carrier, getter) is [var state] && TryReadState(state, out var decision) ? decision.ToVerdict() : HeadVerdict.None;

    private static ReadOnlySpan<char> Read(object? carrier, PropagatorGetterCallback getter) =>
        CarrierHeaders.ReadSingle(carrier, getter, B3Header).AsSpan().Trim(" \t");

    // What follows the span id: nothing, "-{state}" or "-{state}-{parent span id}".
    private static bool TryReadTail(ReadOnlySpan<char> tail, out SamplingState state)
    {
        state = SamplingState.Defer;
        if (tail.IsEmpty)
        {
            return true;
        }

        return tail.Length >= 2
            && tail[0] == '-'
            && TryReadState(tail[1], out state)
            && (tail.Length == 2 || (tail.Length == HexId.SpanIdLength + 3 && tail[2] == '-' && HexId.TryReadSpanId(tail[3..], out _)));
    }

    private static bool TryReadState(char text, out SamplingState state)
    {
        state = text switch
        {
            '0' => SamplingState.Deny,
            '1' => SamplingState.Accept,
            'd' => SamplingState.Debug,
            _ => SamplingState.Defer,
        };
        return state != SamplingState.Defer;
    }
}
