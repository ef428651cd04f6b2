using Microsoft.Extensions.Primitives;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Propagation;

/// <summary>Reads a header through a getter, which may answer with one text, in which several headers are joined, or with a list.</summary>
internal static class CarrierHeaders
{
    /// <summary>Reads a header that must not occur twice; joined duplicates do not parse, so they are refused by the parser.</summary>
    public static string? ReadSingle(object? carrier, PropagatorGetterCallback getter, string name)
    {
        getter(carrier, name, out var value, out var values);
        return value is null && values is not null && Count(values, out var first) == 1 ? first : value;
    }

    /// <summary>Reads the first of the headers of a name; joined ones as they are, see <see cref="First"/>.</summary>
    public static string? ReadFirst(object? carrier, PropagatorGetterCallback getter, string name)
    {
        getter(carrier, name, out var value, out var values);
        if (value is null && values is not null)
        {
            Count(values, out value);
        }

        return value;
    }

    /// <summary>Gets the first of joined headers, without the white space around it.</summary>
    public static ReadOnlySpan<char> First(ReadOnlySpan<char> header)
    {
        var end = header.IndexOf(',');
        return (end < 0 ? header : header[..end]).Trim(" \t");
    }

    /// <summary>Reads a header that is a list; "several headers of one name are one list" (RFC 9110 section 5.3).</summary>
    public static string? ReadList(object? carrier, PropagatorGetterCallback getter, string name)
    {
        getter(carrier, name, out var value, out var values);
        if (value is not null || values is null)
        {
            return value;
        }

        return Count(values, out var first) == 1 ? first : string.Join(',', values);
    }

    // How many there are, where it matters whether there is one; without an enumerator for what getters usually answer with.
    private static int Count(IEnumerable<string> values, out string? first)
    {
        switch (values)
        {
            case string[] array:
                first = array.Length > 0 ? array[0] : null;
                return array.Length;
            case StringValues several:
                first = several.Count > 0 ? several[0] : null;
                return several.Count;
            case IReadOnlyList<string> list:
                first = list.Count > 0 ? list[0] : null;
                return list.Count;
            default:
                return Enumerate(values, out first);
        }
    }

    private static int Enumerate(IEnumerable<string> values, out string? first)
    {
        first = null;
        var count = 0;
        foreach (var value in values)
        {
            if (++count > 1)
            {
                break;
            }

            first = value;
        }

        return count;
    }
}
