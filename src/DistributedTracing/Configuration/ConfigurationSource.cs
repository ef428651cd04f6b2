using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>Names the place a configuration value comes from: a file, the environment, the command line.</summary>
internal static class ConfigurationSource
{
    public static string? Of(IConfiguration configuration, string path)
    {
        if (configuration is not IConfigurationRoot root)
        {
            return null;
        }

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
