using System.Globalization;
using DistributedTracing.Sampling.Rules;

namespace DistributedTracing.Sampling.Tail;

/// <summary>Values of an attribute: a text, or a comparison with a number. Immutable, thread safe.</summary>
internal sealed class AttributePattern
{
    // The longer ones first.
    private static readonly string[] Operators = [">=", "<=", ">", "<"];

    private readonly string? _operator;
    private readonly double _number;
    private readonly PatternSet? _texts;

    public AttributePattern(string text)
    {
        if (TryParse(text, out _operator, out _number) != true)
        {
            _texts = new PatternSet([text], StringComparison.Ordinal);
        }
    }

    /// <summary>Says whether a text begins as a comparison and is none.</summary>
    public static bool IsBrokenComparison(string text) => TryParse(text, out _, out _) == false;

    /// <summary>Compares an attribute's value. Objects that only the application knows do not match.</summary>
    public bool Matches(object value) => _texts is null
        ? NumberOf(value) is { } number && Compare(number)
        : value is string or bool or IConvertible or string[] && AttributeText.Matches(value, _texts);

    private bool Compare(double number) => _operator switch
    {
        ">=" => number >= _number,
        "<=" => number <= _number,
        ">" => number > _number,
        _ => number < _number,
    };

    private static double? NumberOf(object value) => value switch
    {
        int number => number,
        long number => number,
        double number => number,
        string text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        bool or char or DateTime or Enum => null,
        IConvertible number => number.ToDouble(CultureInfo.InvariantCulture),
        _ => null,
    };

    // Null for what is no comparison at all.
    private static bool? TryParse(string text, out string? comparison, out double number)
    {
        comparison = Array.Find(Operators, text.StartsWith);
        number = 0;
        return comparison is null ? null : double.TryParse(text.AsSpan(comparison.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
