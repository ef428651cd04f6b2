using System.Reflection;

namespace DistributedTracing.Tests;

/// <summary>The assemblies of all packages.</summary>
internal static class PackageAssemblies
{
    public static IReadOnlyList<Assembly> All { get; } = [.. Repository.Packages.Select(Assembly.Load)];

    public static IEnumerable<Type> ExportedTypes => All.SelectMany(assembly => assembly.GetExportedTypes());
}
