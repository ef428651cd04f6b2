using System.Globalization;

namespace DistributedTracing.Configuration;

/// <summary>Reads numbers the way they are written in every culture's files.</summary>
internal static class Numbers
{
    public static string Allowed(double minimum, double maximum) =>
        string.Create(CultureInfo.InvariantCulture, $"a number from {minimum:0.##} to {maximum:0}");

    public static bool TryParse(string text, out double? number)
    {
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value);
        number = value;
        return isNumber;
    }
}
