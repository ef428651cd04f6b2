namespace Benchmarks.Requests;

/// <summary>Counts the spans of an OTLP request without reading them.</summary>
/// <remarks><see href="https://github.com/open-telemetry/opentelemetry-proto/blob/v1.9.0/opentelemetry/proto/trace/v1/trace.proto"/>.</remarks>
internal static class SpanCounter
{
    // ExportTraceServiceRequest.resource_spans, ResourceSpans.scope_spans, ScopeSpans.spans.
    private static readonly int[] Path = [1, 2, 2];

    public static long Count(ReadOnlySpan<byte> request) => Count(request, 0);

    private static long Count(ReadOnlySpan<byte> message, int depth)
    {
        if (depth == Path.Length)
        {
            return 1;
        }

        long count = 0;
        while (!message.IsEmpty)
        {
            var tag = ReadVarint(ref message);
            var length = (int)(tag & 7) switch
            {
                0 => VarintLength(message),
                1 => sizeof(ulong),
                2 => (int)ReadVarint(ref message),
                5 => sizeof(uint),
                var type => throw new InvalidDataException($"Wire type {type} is not used by OTLP."),
            };
            if (tag >> 3 == (ulong)Path[depth])
            {
                count += Count(message[..length], depth + 1);
            }

            message = message[length..];
        }

        return count;
    }

    private static int VarintLength(ReadOnlySpan<byte> message) => message.IndexOfAnyInRange<byte>(0, 0x7F) + 1;

    private static ulong ReadVarint(ref ReadOnlySpan<byte> message)
    {
        ulong value = 0;
        var length = VarintLength(message);
        for (var i = 0; i < length; i++)
        {
            value |= (ulong)(message[i] & 0x7F) << (7 * i);
        }

        message = message[length..];
        return value;
    }
}
