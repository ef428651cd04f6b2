using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Configuration;

/// <summary>All settings of one options type. A package adds its catalog to the services, and its keys are read, checked and known.</summary>
internal abstract class SettingCatalog<TOptions> : ISettingCatalog
    where TOptions : class, new()
{
    private readonly List<Setting<TOptions>> _settings = [];

    public IEnumerable<SettingKey> Keys => _settings.Select(setting => new SettingKey(setting.Key, setting.OwnsChildren));

    /// <summary>Reads every setting of the section into the options, leaving alone what is refused.</summary>
    /// <returns>One problem for each refused value.</returns>
    public IReadOnlyList<ConfigurationProblem> Read(IConfiguration configuration, TOptions options)
    {
        var problems = new List<ConfigurationProblem>();
        var section = configuration.GetSection(ConfigurationSections.Root);
        foreach (var setting in _settings)
        {
            foreach (var refused in setting.Read(section.GetSection(setting.Key), options))
            {
                problems.Add(Problem(refused, setting, ConfigurationSource.Of(configuration, refused.Path)));
            }
        }

        return problems;
    }

    /// <summary>Finds what is wrong: in the section, and with the options it and the application's code led to.</summary>
    public IReadOnlyList<ConfigurationProblem> FindProblems(IConfiguration configuration, TOptions effective)
    {
        var problems = Read(configuration, new TOptions()).ToList();
        foreach (var setting in _settings)
        {
            problems.AddRange(setting.Check(effective, $"{ConfigurationSections.Root}:{setting.Key}")
                .Select(refused => Problem(refused, setting, "code")));
        }

        return problems;
    }

    IReadOnlyList<ConfigurationProblem> ISettingCatalog.FindProblems(IConfiguration configuration, object effective) =>
        FindProblems(configuration, (TOptions)effective);

    Type ISettingCatalog.OptionsType => typeof(TOptions);

    object ISettingCatalog.Effective(IServiceProvider services) => services.GetRequiredService<IOptions<TOptions>>().Value;

    protected void Add(Setting<TOptions> setting) => _settings.Add(setting);

    protected void Text(string key, Func<TOptions, string?> get, Action<TOptions, string?> set) =>
        Add(new ScalarSetting<TOptions, string?>(key, "a text", (string text, out string? value) => (value = text) is not null, _ => true, get, set));

    protected void Switch(string key, Func<TOptions, bool?> get, Action<TOptions, bool> set) =>
        Add(new ScalarSetting<TOptions, bool?>(key, "true or false", TryParseSwitch, _ => true, get, (options, value) => set(options, value!.Value)));

    protected void Integer(string key, int minimum, int maximum, string unit, Func<TOptions, int> get, Action<TOptions, int> set) =>
        Add(new ScalarSetting<TOptions, int>(
            key,
            string.Create(CultureInfo.InvariantCulture, $"a whole number of {unit} from {minimum} to {maximum}"),
            (string text, out int value) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value),
            value => value >= minimum && value <= maximum,
            get,
            set));

    protected void Number(string key, double minimum, double maximum, Func<TOptions, double> get, Action<TOptions, double> set) =>
        Add(new ScalarSetting<TOptions, double>(
            key,
            string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}"),
            (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value),
            value => value >= minimum && value <= maximum,
            get,
            set));

    protected void Duration(string key, TimeSpan minimum, TimeSpan maximum, Func<TOptions, TimeSpan> get, Action<TOptions, TimeSpan> set) =>
        Add(new ScalarSetting<TOptions, TimeSpan>(
            key,
            string.Create(CultureInfo.InvariantCulture, $@"a duration (hh:mm:ss.fff, so 00:00:10 for ten seconds) from {minimum:hh\:mm\:ss\.fff} to {maximum:hh\:mm\:ss\.fff}"),
            TryParseDuration,
            value => value >= minimum && value <= maximum,
            get,
            set));

    protected void Address(string key, Func<TOptions, Uri?> get, Action<TOptions, Uri?> set) =>
        Add(new ScalarSetting<TOptions, Uri?>(
            key,
            "an absolute address that begins with http:// or https://",
            (string text, out Uri? value) => Uri.TryCreate(text, UriKind.Absolute, out value),
            HttpAddress.IsAllowed,
            get,
            set,
            HttpAddress.WithoutSecrets));

    /// <summary>Adds a setting that is one of several names; the dictionary says whether their case matters.</summary>
    protected void Choice<T>(string key, IReadOnlyDictionary<string, T> choices, Func<TOptions, T> get, Action<TOptions, T> set)
        where T : struct, Enum =>
        Add(new ScalarSetting<TOptions, T>(
            key,
            "one of " + string.Join(", ", choices.Keys),
            choices.TryGetValue,
            value => choices.Values.Contains(value),
            get,
            set));

    private static ConfigurationProblem Problem(RefusedValue refused, Setting<TOptions> setting, string? source) =>
        new(refused.Path, refused.Value, source, refused.Sentence ?? $"must be {setting.Allowed}");

    private static bool TryParseSwitch(string text, out bool? value)
    {
        var parsed = bool.TryParse(text, out var result);
        value = result;
        return parsed;
    }

    // "30" would be thirty days to TimeSpan.Parse; nobody who writes it means that.
    private static bool TryParseDuration(string text, out TimeSpan value)
    {
        value = default;
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out value);
    }
}
