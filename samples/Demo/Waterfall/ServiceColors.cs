using Spectre.Console;

namespace Demo.Waterfall;

/// <summary>A colour for each service; red is left to errors.</summary>
internal sealed class ServiceColors(IReadOnlyList<string> services)
{
    private static readonly Color[] Palette = [Color.DodgerBlue1, Color.Green3, Color.Orange1, Color.MediumPurple2, Color.Turquoise2];

    public Color this[string service] => Palette[services.ToList().IndexOf(service) % Palette.Length];
}
