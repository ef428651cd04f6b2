using System.Buffers;
using System.Diagnostics;
using DistributedTracing.Propagation;

namespace DistributedTracing.Tests.Propagation;

/// <summary>Whatever headers a caller sends, nothing throws, no invalid id comes out, and nothing goes on that is no header.</summary>
public sealed class ContextFuzzTests
{
    private static readonly string?[] TraceStates = [null, null, "ot=th:8", "b3=d", "a=1, b3=d ,c@d=x y", "k=\u00e9"];
    private static readonly SearchValues<char> HeaderCharacters =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code), '\t']);

    [Theory]
    [InlineData("tracecontext", "traceparent tracestate")]
    [InlineData("b3", "b3")]
    [InlineData("b3multi", "X-B3-TraceId X-B3-SpanId X-B3-Sampled X-B3-Flags")]
    [InlineData("jaeger", "uber-trace-id")]
    public void Extract_MutatedHeaders_GivesAValidContextOrNone(string format, string names)
    {
        var propagator = Contexts.Propagator(format);
        var fields = names.Split(' ');
        var valid = 0;

        Fuzz.Run(random =>
        {
            var sent = Enumerable.Range(0, 64).Select(_ => propagator.Inject(random.NextContext(TraceStates))).ToArray();
            var headers = new Headers();
            return () =>
            {
                headers.Clear();
                foreach (var (name, value) in sent[random.Next(sent.Length)])
                {
                    headers[name] = value;
                }

                for (var i = random.Next(0, 3); i >= 0; i--)
                {
                    var name = fields[random.Next(fields.Length)];
                    headers[name] = random.Mutate(headers.GetValueOrDefault(name, string.Empty));
                }

                return FaultOf(propagator, headers, ref valid);
            };
        });

        // Both outcomes have to occur, or the test tests nothing.
        valid.Should().BeInRange(Fuzz.Rounds / 20, Fuzz.Rounds * 19 / 20);
    }

    [Theory]
    [InlineData("tracecontext")]
    [InlineData("b3")]
    [InlineData("b3multi")]
    [InlineData("jaeger")]
    public void Extract_WhatInjectWrote_IsTheSame(string format)
    {
        var propagator = Contexts.Propagator(format);
        var carriesAll = format == "tracecontext";
        Fuzz.Run(random => () =>
        {
            var context = random.NextContext(carriesAll ? [null, "ot=th:8", "a=1, b3=d ,c@d=x y"] : [null, "b3=d"]);
            var isRecorded = (context.TraceFlags & ActivityTraceFlags.Recorded) != 0;
            var expected = new ActivityContext(
                context.TraceId,
                context.SpanId,
                carriesAll ? context.TraceFlags : context.TraceFlags & ActivityTraceFlags.Recorded,
                carriesAll || isRecorded ? context.TraceState : null,
                isRemote: true);
            return propagator.TryExtract(propagator.Inject(context), Headers.Getter, out ActivityContext extracted) && extracted == expected
                ? null
                : $"{context.TraceId} {context.SpanId} {context.TraceFlags} {context.TraceState} came back as {extracted.TraceId} {extracted.SpanId} {extracted.TraceFlags} {extracted.TraceState}";
        });
    }

    private static string? FaultOf(TracingPropagator propagator, Headers headers, ref int valid)
    {
        propagator.ExtractTraceIdAndState(headers, Headers.Getter, out var traceParent, out var traceState);
        var isExtracted = propagator.TryExtract(headers, Headers.Getter, out ActivityContext context);
        if (traceParent is null)
        {
            return isExtracted || traceState is not null ? Describe("is half a context") : null;
        }

        Interlocked.Increment(ref valid);
        if (!ActivityContext.TryParse(traceParent, traceState, isRemote: true, out var parsed) || parsed != context)
        {
            return Describe("is not what the other way of reading gives");
        }

        var flags = (int)context.TraceFlags;
        if (traceParent.Length != 55 || context.TraceId == default || context.SpanId == default || flags is not (<= 3 or 0x80))
        {
            return Describe("is not valid");
        }

        var forwarded = propagator.Inject(context);
        return forwarded.Values.Any(value => value.AsSpan().ContainsAnyExcept(HeaderCharacters))
            || !propagator.TryExtract(forwarded, Headers.Getter, out ActivityContext next)
            || next.TraceId != context.TraceId
            || next.SpanId != context.SpanId
            || next.TraceState != (flags == 0x80 ? null : context.TraceState)
            ? Describe($"went on as {string.Join("; ", forwarded)}")
            : null;

        string Describe(string fault) => $"{string.Join("; ", headers)} became {traceParent} {traceState}, which {fault}";
    }
}
