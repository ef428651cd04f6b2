using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

internal delegate bool TryParse<T>(string text, [MaybeNullWhen(false)] out T value);

/// <summary>A setting with one value.</summary>
internal sealed class ScalarSetting<TOptions, T>(
    string key,
    string allowed,
    TryParse<T> tryParse,
    Func<T, bool> isAllowed,
    Func<TOptions, T> get,
    Action<TOptions, T> set,
    Func<string, string>? show = null) : Setting<TOptions>(key, allowed)
{
    public override IEnumerable<RefusedValue> Read(IConfigurationSection section, TOptions options)
    {
        var text = section.Value;

        // An empty value unsets, as the OpenTelemetry specification has it for variables; it is how a container blanks a setting.
        if (string.IsNullOrEmpty(text))
        {
            return [];
        }

        if (!tryParse(text.Trim(), out var value) || !isAllowed(value))
        {
            return [new RefusedValue(section.Path, Show(text))];
        }

        set(options, value);
        return [];
    }

    public override IEnumerable<RefusedValue> Check(TOptions options, string path)
    {
        var value = get(options);
        return value is null || isAllowed(value) ? [] : [new RefusedValue(path, Show(FormattableString.Invariant($"{value}")))];
    }

    private string Show(string text) => show is null ? text : show(text);
}
