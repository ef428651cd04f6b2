namespace DistributedTracing.PublicApi.Tests;

/// <summary>Everything a user can set in code can be set in <c>appsettings.json</c> where it is data, and is checked at start.</summary>
public sealed class SettingsTests
{
    public static TheoryData<Type> OptionsTypes => [.. PackageAssemblies.ExportedTypes.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(OptionsTypes))]
    public void OptionsType_Public_IsReadFromTheConfiguration(Type options)
    {
        SettingCatalogs.All.SelectMany(catalog => OptionsPaths.Groups(catalog.OptionsType)).Should().Contain(options);
    }

    [Fact]
    public void Option_Public_HasASettingOfItsName()
    {
        foreach (var catalog in SettingCatalogs.All)
        {
            catalog.Keys.Select(key => WithoutSection(key.Key, catalog.OptionsType))
                .Should().BeEquivalentTo(OptionsPaths.Of(catalog.OptionsType), "of {0}", catalog.OptionsType);
        }
    }

    [Fact]
    public void Setting_OfAnyPackage_HasAKeyOfItsOwn()
    {
        SettingCatalogs.All.SelectMany(catalog => catalog.Keys).Select(key => key.Key).Should().OnlyHaveUniqueItems();
    }

    // The settings of an integration lie in a section of its own: AspNetCore:IgnoredPaths.
    private static string WithoutSection(string key, Type options) =>
        options == typeof(TracingOptions) ? key : key[(key.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
