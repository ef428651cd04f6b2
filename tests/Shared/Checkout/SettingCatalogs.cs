using DistributedTracing.Configuration;

namespace DistributedTracing.Tests;

/// <summary>The settings of all packages.</summary>
internal static class SettingCatalogs
{
    public static IReadOnlyList<ISettingCatalog> All { get; } =
    [
        .. PackageAssemblies.All.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && typeof(ISettingCatalog).IsAssignableFrom(type))
            .Select(type => (ISettingCatalog)Activator.CreateInstance(type)!),
    ];
}
