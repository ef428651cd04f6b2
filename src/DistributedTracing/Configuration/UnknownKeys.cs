using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>Finds keys below the section <c>Tracing</c> that no setting reads: misspelt ones would otherwise do nothing, silently.</summary>
internal static class UnknownKeys
{
    private const string ValueOfGroup = "is a group of settings and takes no value of its own";

    // Services share files and environments; one that does without a package must still start with the settings of its neighbours.
    private static readonly string[] GroupsOfPackages = ["AspNetCore", "Viewer"];

    public static IEnumerable<ConfigurationProblem> Find(IConfiguration configuration, IReadOnlyCollection<SettingKey> known) =>
        Walk(configuration, configuration.GetSection(ConfigurationSections.Root), string.Empty, known);

    private static IEnumerable<ConfigurationProblem> Walk(
        IConfiguration configuration, IConfigurationSection section, string path, IReadOnlyCollection<SettingKey> known)
    {
        foreach (var child in section.GetChildren())
        {
            var key = path + child.Key;
            var setting = known.FirstOrDefault(candidate => string.Equals(candidate.Key, key, StringComparison.OrdinalIgnoreCase));
            if (setting.OwnsChildren || IsOfAbsentPackage(key, known))
            {
                continue;
            }

            if (setting.Key is null && !IsGroup(key, known))
            {
                yield return Problem(configuration, child, Unknown(key, ConfigurationSource.LeafOf(child).Path, known));
                continue;
            }

            if (setting.Key is null && !string.IsNullOrEmpty(child.Value))
            {
                yield return Problem(configuration, child, ValueOfGroup);
            }

            foreach (var problem in Walk(configuration, child, key + ":", known))
            {
                yield return problem;
            }
        }
    }

    private static bool IsOfAbsentPackage(string key, IEnumerable<SettingKey> known) =>
        GroupsOfPackages.Contains(key, StringComparer.OrdinalIgnoreCase) && !IsGroup(key, known);

    private static bool IsGroup(string key, IEnumerable<SettingKey> known) =>
        known.Any(candidate => candidate.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));

    private static string Unknown(string key, string leafPath, IReadOnlyCollection<SettingKey> known)
    {
        // Not the group the key already stands in: that one is spelt right.
        var groups = known.Select(candidate => candidate.Key).SelectMany(Prefixes).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(candidate => !key.StartsWith(candidate + ":", StringComparison.OrdinalIgnoreCase) || !IsGroup(candidate, known));
        var leaf = leafPath[(ConfigurationSections.Root.Length + 1)..];
        var suggestion = Above(key, known) ?? Spelling.Nearest(key, groups) ?? Spelling.Nearest(leaf, known.Select(candidate => candidate.Key)) ?? InAnotherGroup(leaf, known);
        return suggestion is null
            ? "unknown setting"
            : $"unknown setting; did you mean {ConfigurationSections.Root}:{suggestion}";
    }

    // Below a setting of one value there is nothing.
    private static string? Above(string key, IEnumerable<SettingKey> known) =>
        known.Select(candidate => candidate.Key).FirstOrDefault(candidate => key.StartsWith(candidate + ":", StringComparison.OrdinalIgnoreCase));

    // Tracing:Endpoint is Tracing:Delivery:Endpoint.
    private static string? InAnotherGroup(string leaf, IReadOnlyCollection<SettingKey> known) =>
        known.Select(candidate => candidate.Key).FirstOrDefault(candidate => candidate.EndsWith(":" + leaf[(leaf.LastIndexOf(':') + 1)..], StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Prefixes(string key)
    {
        for (var end = key.IndexOf(':', StringComparison.Ordinal); end >= 0; end = key.IndexOf(':', end + 1))
        {
            yield return key[..end];
        }

        yield return key;
    }

    private static ConfigurationProblem Problem(IConfiguration configuration, IConfigurationSection section, string sentence)
    {
        // Values of unknown keys are not shown: nothing says that they are no secrets.
        return new ConfigurationProblem(section.Path, null, ConfigurationSource.Of(configuration, section.Path), sentence);
    }
}
