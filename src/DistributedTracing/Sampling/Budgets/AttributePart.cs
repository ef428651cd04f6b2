using System.Globalization;

namespace DistributedTracing.Sampling.Budgets;

/// <summary>An attribute the span is created with, as it is written: numbers without regard to the culture.</summary>
internal sealed class AttributePart(string key) : KeyPart
{
    public override int Write(in SamplingCandidate candidate, Span<char> destination) => candidate.Attribute(key) switch
    {
        string text => Copy(text, destination),
        bool flag => Copy(flag ? "true" : "false", destination),
        ISpanFormattable value => value.TryFormat(destination, out var length, default, CultureInfo.InvariantCulture) ? length : 0,
        var value => Copy(value?.ToString(), destination),
    };
}
