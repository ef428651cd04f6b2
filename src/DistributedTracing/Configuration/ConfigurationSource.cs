using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>Names the place a configuration value comes from: a file, the environment, the command line.</summary>
internal static class ConfigurationSource
{
    /// <summary>Names the source of a value, or of the first value below a path that holds none itself.</summary>
    public static string? Of(IConfiguration configuration, string path)
    {
        if (configuration is not IConfigurationRoot root)
        {
            return null;
        }

        return Of(root, path) ?? Of(root, LeafOf(configuration.GetSection(path)).Path);
    }

    /// <summary>Gets the first section with a value, from the given one downwards.</summary>
    public static IConfigurationSection LeafOf(IConfigurationSection section)
    {
        while (section.Value is null && section.GetChildren().FirstOrDefault() is { } below)
        {
            section = below;
        }

        return section;
    }

    private static string? Of(IConfigurationRoot root, string path)
    {
        // The last provider that has the key wins.
        foreach (var provider in root.Providers.Reverse())
        {
            if (provider.TryGet(path, out _))
            {
                return Name(provider);
            }
        }

        return null;
    }

    // By name: the packages of these providers are the application's choice, not the core's.
    private static string Name(IConfigurationProvider provider) => provider.GetType().Name switch
    {
        "EnvironmentVariablesConfigurationProvider" => "environment variable",
        "CommandLineConfigurationProvider" => "command line",
        "MemoryConfigurationProvider" => "in-memory configuration",
        "ChainedConfigurationProvider" => "host configuration",
        var other => FileName(provider) ?? other.Replace("ConfigurationProvider", string.Empty, StringComparison.Ordinal),
    };

    // Providers of files read "JsonConfigurationProvider for 'appsettings.json' (Optional)".
    private static string? FileName(IConfigurationProvider provider) =>
        provider.ToString()?.Split('\'') is [_, var file, ..] ? file : null;
}
