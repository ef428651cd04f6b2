using System.Text;
using System.Text.Json;
using DistributedTracing.Viewer.Internal.Intake;
using DistributedTracing.Viewer.Internal.Jaeger;
using DistributedTracing.Viewer.Internal.Storage;
using Google.Protobuf;

namespace DistributedTracing.Viewer.Tests.Intake;

/// <summary>Whatever arrives, either it is refused as malformed or it is stored and can be shown.</summary>
public sealed class OtlpDecoderFuzzTests
{
    private static readonly byte[] Json = Encoding.UTF8.GetBytes(OtlpJsonReaderTests.Example);
    private static readonly byte[] Protobuf = OtlpDecoder.Decode(Json, OtlpEncoding.Json).ToByteArray();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Decode_MutatedProtobuf_ThrowsNothingElse(int seed) => Fuzz(Protobuf, OtlpEncoding.Protobuf, seed);

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Decode_MutatedJson_ThrowsNothingElse(int seed) => Fuzz(Json, OtlpEncoding.Json, seed);

    private static void Fuzz(byte[] original, OtlpEncoding encoding, int seed)
    {
        var random = new Random(seed);
        var accepted = 0;
        for (var i = 0; i < 4_000; i++)
        {
            try
            {
                var spans = ReceivedSpans.From(OtlpDecoder.Decode(Mutate(original, random), encoding)).Accepted;
                var store = new TraceStore(10, 10, 1_000_000);
                store.Add(spans);
                Show(store);
                accepted += spans.Count;
            }
            catch (OtlpFormatException)
            {
                // Refused, which is one of the two good ends.
            }
        }

        accepted.Should().BePositive("mutations that do not hurt should get through");
    }

    private static void Show(TraceStore store)
    {
        using var json = new Utf8JsonWriter(Stream.Null);
        foreach (var trace in store.All())
        {
            JaegerTraceWriter.Write(json, trace);
            json.Flush();
            json.Reset();
            trace.Summary.Root.Should().NotBeNull();
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var n = random.Next(1, 4); n > 0 && bytes.Count > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                default:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
