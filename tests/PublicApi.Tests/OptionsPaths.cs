using System.Reflection;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>The values that can be set on an options object, as configuration paths: <c>Sampling:Ratio</c>.</summary>
internal static class OptionsPaths
{
    public static IEnumerable<string> Of(Type options) => options.GetProperties(BindingFlags.Public | BindingFlags.Instance).SelectMany(Of);

    /// <summary>Gets the options type and those of its groups.</summary>
    public static IEnumerable<Type> Groups(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.PropertyType).Where(IsGroup)
            .SelectMany(Groups).Prepend(options);

    // Callbacks cannot be written in a configuration file.
    private static IEnumerable<string> Of(PropertyInfo property)
    {
        if (IsGroup(property.PropertyType))
        {
            return Of(property.PropertyType).Select(path => $"{property.Name}:{path}");
        }

        return typeof(Delegate).IsAssignableFrom(property.PropertyType) ? [] : [property.Name];
    }

    private static bool IsGroup(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal) && PackageAssemblies.All.Contains(type.Assembly);
}
