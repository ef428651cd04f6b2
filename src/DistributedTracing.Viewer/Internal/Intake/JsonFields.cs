using System.Globalization;
using System.Text.Json;
using Google.Protobuf;

namespace DistributedTracing.Viewer.Internal.Intake;

/// <summary>Reads the fields of a protobuf message in JSON. Absent and null fields have the default value.</summary>
/// <remarks><see href="https://protobuf.dev/programming-guides/json/"/>.</remarks>
internal static class JsonFields
{
    public static string Text(this JsonElement message, string field)
    {
        if (!message.TryField(field, out var value))
        {
            return string.Empty;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw Wrong(field, "a string");
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            throw new OtlpFormatException($"The string in {field} is not valid Unicode.", exception);
        }
    }

    /// <summary>Reads an id: in OTLP these bytes are hexadecimal, not base64 as elsewhere in protobuf's JSON. What is not, comes out empty.</summary>
    public static ByteString Id(this JsonElement message, string field)
    {
        var text = message.Text(field);
        var bytes = new byte[text.Length / 2];
        return Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done
            ? UnsafeByteOperations.UnsafeWrap(bytes)
            : ByteString.Empty;
    }

    public static ulong Unsigned(this JsonElement message, string field) => (ulong)message.Number(field, 0, ulong.MaxValue);

    public static uint Unsigned32(this JsonElement message, string field) => (uint)message.Number(field, 0, uint.MaxValue);

    public static long Signed(this JsonElement message, string field) => (long)message.Number(field, long.MinValue, long.MaxValue);

    public static double Double(this JsonElement message, string field)
    {
        if (!message.TryField(field, out var value))
        {
            return 0;
        }

        // "NaN", "Infinity" and "-Infinity" are strings in protobuf's JSON.
        var text = value.ValueKind is JsonValueKind.String ? message.Text(field) : value.GetRawText();
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(field, "a number");
    }

    public static bool Switch(this JsonElement message, string field) => message.TryField(field, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(field, "true or false"),
    };

    /// <summary>Reads an enumeration, by its number (as OTLP has it) or its name.</summary>
    public static int Choice(this JsonElement message, string field, IReadOnlyList<string> names)
    {
        if (message.TryField(field, out var value) && value.ValueKind == JsonValueKind.String)
        {
            var name = message.Text(field);
            for (var i = 0; i < names.Count; i++)
            {
                if (names[i] == name)
                {
                    return i;
                }
            }
        }

        return (int)message.Number(field, int.MinValue, int.MaxValue);
    }

    public static IEnumerable<JsonElement> List(this JsonElement message, string field)
    {
        if (!message.TryField(field, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Wrong(field, "an array");
    }

    public static JsonElement? Message(this JsonElement message, string field) =>
        !message.TryField(field, out var value) ? null : value.ValueKind == JsonValueKind.Object ? value : throw Wrong(field, "an object");

    public static bool TryField(this JsonElement message, string field, out JsonElement value)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw new OtlpFormatException($"An object was expected where {field} is looked for.");
        }

        return message.TryGetProperty(field, out value) && value.ValueKind != JsonValueKind.Null;
    }

    // 64-bit numbers are strings, since JavaScript cannot hold them; numbers are accepted too.
    private static decimal Number(this JsonElement message, string field, decimal minimum, decimal maximum)
    {
        if (!message.TryField(field, out var value))
        {
            return 0;
        }

        var text = value.ValueKind == JsonValueKind.String ? message.Text(field) : value.GetRawText();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= minimum && number <= maximum && decimal.IsInteger(number)
            ? number
            : throw Wrong(field, "a whole number in range");
    }

    private static OtlpFormatException Wrong(string field, string expected) => new($"The field {field} must be {expected}.");
}
