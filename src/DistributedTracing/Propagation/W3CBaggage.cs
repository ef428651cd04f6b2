using System.Text;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>W3C Baggage: <c>baggage: key=value,key=value;property</c>, values percent-encoded.</summary>
/// <remarks>
/// <see href="https://www.w3.org/TR/baggage/"/>. Members beyond the limits are left out. Properties are dropped: an item of .NET's
/// baggage is a key and a value, and a value with properties in it would be a wrong one to the application.
/// </remarks>
internal static class W3CBaggage
{
    public const string Header = "baggage";

    private const int MaxBytesPerCharacter = 3;
    private const int StackCharacters = 256;

    public static List<KeyValuePair<string, string?>>? Extract(object? carrier, PropagatorGetterCallback getter)
    {
        var header = CarrierHeaders.ReadList(carrier, getter, Header);
        return string.IsNullOrWhiteSpace(header) ? null : Parse(WithinLimit(header));
    }

    public static void Inject(IEnumerable<KeyValuePair<string, string?>> baggage, object? carrier, PropagatorSetterCallback setter)
    {
        if (BaggageItems.AreNone(baggage) || IsPresent(carrier))
        {
            return;
        }

        var header = new BaggageHeader(stackalloc char[StackCharacters]);
        if (baggage is Dictionary<string, string?> unique)
        {
            Write(unique, ref header);
        }
        else
        {
            Write(baggage, ref header);
        }

        if (header.Finish() is { } text)
        {
            setter(carrier, WrittenHeader.Baggage, text);
        }
    }

    // Not every setter leaves what the application set itself.
    private static bool IsPresent(object? carrier) =>
        carrier is HttpRequestMessage request && request.Headers.NonValidated.Contains(Header);

    // What OpenTelemetry keeps baggage in: nothing hides anything.
    private static void Write(Dictionary<string, string?> baggage, ref BaggageHeader header)
    {
        foreach (var (key, value) in baggage)
        {
            if (HttpToken.Is(key) && value is not null)
            {
                header.TryAdd(key, value);
            }
        }
    }

    private static void Write(IEnumerable<KeyValuePair<string, string?>> baggage, ref BaggageHeader header)
    {
        var visible = new VisibleItems(StringComparison.Ordinal);
        foreach (var item in baggage)
        {
            if (visible.Include(item))
            {
                header.TryAdd(item.Key, item.Value!);
            }
        }
    }

    // Up to the last whole member.
    private static ReadOnlySpan<char> WithinLimit(ReadOnlySpan<char> header)
    {
        if (header.Length <= BaggageItems.MaxBytes / MaxBytesPerCharacter)
        {
            return header;
        }

        var length = LengthWithinLimit(header);
        return length == header.Length ? header : header[..Math.Max(0, header[..(length + 1)].LastIndexOf(','))];
    }

    private static int LengthWithinLimit(ReadOnlySpan<char> header)
    {
        if (Ascii.IsValid(header))
        {
            return Math.Min(header.Length, BaggageItems.MaxBytes);
        }

        var length = 0;
        var bytes = 0;
        foreach (var rune in header.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > BaggageItems.MaxBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static List<KeyValuePair<string, string?>>? Parse(ReadOnlySpan<char> header)
    {
        var baggage = default(ReceivedBaggage);
        for (var rest = header; !rest.IsEmpty && !baggage.IsFull;)
        {
            var comma = rest.IndexOf(',');
            AddMember(ref baggage, comma < 0 ? rest : rest[..comma]);
            rest = comma < 0 ? default : rest[(comma + 1)..];
        }

        return baggage.Items;
    }

    private static void AddMember(ref ReceivedBaggage baggage, ReadOnlySpan<char> member)
    {
        var properties = member.IndexOf(';');
        var item = properties < 0 ? member : member[..properties];
        var separator = item.IndexOf('=');
        if (separator > 0 && item[..separator].Trim(" \t") is var key && HttpToken.Is(key))
        {
            baggage.Add(key, item[(separator + 1)..].Trim(" \t"));
        }
    }
}
