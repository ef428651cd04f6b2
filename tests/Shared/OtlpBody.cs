namespace DistributedTracing.Tests.Shared;

/// <summary>Reads just enough of an OTLP trace request to count its spans, independently of the code under test.</summary>
internal static class OtlpBody
{
    // ExportTraceServiceRequest.resource_spans = 1, ResourceSpans.scope_spans = 2, ScopeSpans.spans = 2.
    public static int CountSpans(byte[] body) =>
        Fields(body, 1).Sum(resourceSpans => Fields(resourceSpans, 2).Sum(scopeSpans => Fields(scopeSpans, 2).Count()));

    private static IEnumerable<byte[]> Fields(byte[] message, int wanted)
    {
        var position = 0;
        while (position < message.Length)
        {
            var tag = (int)Varint(message, ref position);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref position);
                    break;
                case 1:
                    position += 8;
                    break;
                case 5:
                    position += 4;
                    break;
                case 2:
                    var length = (int)Varint(message, ref position);
                    if (tag >> 3 == wanted)
                    {
                        yield return message[position..(position + length)];
                    }

                    position += length;
                    break;
                default:
                    throw new InvalidDataException("Not protobuf.");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[position++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
