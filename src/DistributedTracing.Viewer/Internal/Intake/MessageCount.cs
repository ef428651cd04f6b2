using System.Text.Json;

namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>
/// Bounds how many messages a request may unfold into: an empty one takes two bytes to send and a hundred to hold, so that a bound on
/// bytes alone would let sixteen megabytes become a gigabyte.
/// </summary>
internal static class MessageCount
{
    /// <summary>Ten times what a full batch of the richest spans needs.</summary>
    public const int Max = 1_000_000;

    // Deeper ones are refused by the parser.
    private const int MaxDepth = 100;

    private static readonly Shape Request = CreateRequest();

    /// <summary>Whether the body holds more messages than allowed. A malformed body is left to the parser.</summary>
    public static bool IsAboveMax(ReadOnlySpan<byte> body, OtlpEncoding encoding)
    {
        var left = Max;
        return encoding == OtlpEncoding.Json ? !FitsJson(body) : !Fits(body, Request, 0, ref left);
    }

    private static bool FitsJson(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        var left = Max;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartObject && --left < 0)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Fits(ReadOnlySpan<byte> message, Shape shape, int depth, ref int left)
    {
        while (TryReadField(ref message, out var field, out var content))
        {
            if (depth < MaxDepth && shape.Messages.TryGetValue(field, out var inner) && (--left < 0 || !Fits(content, inner, depth + 1, ref left)))
            {
                return false;
            }
        }

        return true;
    }

    // https://protobuf.dev/programming-guides/encoding/#structure
    private static bool TryReadField(ref ReadOnlySpan<byte> message, out int field, out ReadOnlySpan<byte> content)
    {
        content = default;
        field = 0;
        if (!TryReadVarint(ref message, out var tag))
        {
            return false;
        }

        field = (int)(tag >> 3);
        if (!TryReadLength(ref message, (int)tag & 7, out var length) || length > (ulong)message.Length)
        {
            return false;
        }

        content = message[..(int)length];
        message = message[(int)length..];
        return true;
    }

    private static bool TryReadLength(ref ReadOnlySpan<byte> message, int wireType, out ulong length)
    {
        switch (wireType)
        {
            case 0:
                length = 0;
                return TryReadVarint(ref message, out _);
            case 1:
                length = 8;
                return true;
            case 2:
                return TryReadVarint(ref message, out length);
            case 5:
                length = 4;
                return true;
            default:
                length = 0;
                return false;
        }
    }

    private static bool TryReadVarint(ref ReadOnlySpan<byte> message, out ulong value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(10, message.Length); i++)
        {
            value |= (ulong)(message[i] & 0x7F) << (7 * i);
            if (message[i] < 0x80)
            {
                message = message[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private static Shape CreateRequest()
    {
        var anyValue = new Shape();
        var keyValue = new Shape { Messages = { [2] = anyValue } };
        anyValue.Messages[5] = new Shape { Messages = { [1] = anyValue } };
        anyValue.Messages[6] = new Shape { Messages = { [1] = keyValue } };
        var withAttributes = (int field) => new Shape { Messages = { [field] = keyValue } };
        var span = new Shape { Messages = { [9] = keyValue, [11] = withAttributes(3), [13] = withAttributes(4), [15] = new Shape() } };
        var scopeSpans = new Shape { Messages = { [1] = withAttributes(3), [2] = span } };
        return new Shape { Messages = { [1] = new Shape { Messages = { [1] = withAttributes(1), [2] = scopeSpans } } } };
    }

    /// <summary>Which fields of a message are messages themselves.</summary>
    private sealed class Shape
    {
        public Dictionary<int, Shape> Messages { get; } = [];
    }
}
