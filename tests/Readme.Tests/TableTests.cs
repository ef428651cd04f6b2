using System.Text.RegularExpressions;

namespace DistributedTracing.Readme.Tests;

/// <summary>The tables of settings say everything that the code reads, and nothing else.</summary>
public sealed partial class TableTests
{
    [Fact]
    public void RootReadme_SettingsTable_HasARowForEachSettingOfTheCore()
    {
        var core = SettingCatalogs.All.Single(catalog => catalog.OptionsType == typeof(TracingOptions));

        FirstCells(Readmes.Root).Should().Contain(core.Keys.Select(key => "Tracing:" + key.Key));
    }

    [Fact]
    public void Readme_SettingsTables_HaveNoRowForASettingThatNothingReads()
    {
        var known = SettingCatalogs.All.SelectMany(catalog => catalog.Keys).Select(key => "Tracing:" + key.Key);

        Readmes.All.SelectMany(FirstCells).Where(cell => cell.StartsWith("Tracing:", StringComparison.Ordinal)).Should().BeSubsetOf(known);
    }

    [Fact]
    public void PackageReadme_SettingsTable_HasARowForEachSettingOfThePackage()
    {
        foreach (var catalog in SettingCatalogs.All)
        {
            var package = catalog.GetType().Assembly.GetName().Name!;
            FirstCells(Readmes.OfPackage(package)).Should().Contain(catalog.Keys.Select(key => "Tracing:" + key.Key), "{0} has them", package);
        }
    }

    [Fact]
    public void RootReadme_VariablesTable_HasARowForEachVariable()
    {
        var source = Readmes.Read(Path.Combine("src", "DistributedTracing", "Configuration", "OtelVariables.cs"));
        var read = Variable().Matches(source).Select(match => match.Groups[1].Value).Distinct();

        FirstCells(Readmes.Root).Where(cell => cell.StartsWith("OTEL_", StringComparison.Ordinal)).Should().BeEquivalentTo(read);
    }

    // Each name in backquotes: one cell may have several.
    private static IEnumerable<string> FirstCells(string file) => Readmes.Read(file).Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .SelectMany(line => Quoted().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));

    [GeneratedRegex("\"(OTEL_[A-Z_]+)\"")]
    private static partial Regex Variable();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
