using System.Text.RegularExpressions;

namespace DistributedTracing.Readme.Tests;

/// <summary>Every package's README has the same parts in the same order, so that a user who has read one finds the way in all.</summary>
public sealed partial class PackageReadmeTests
{
    public static TheoryData<string> Packages => [.. Repository.Packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void PackageReadme_Begins_WithItsNameAndOneSentence(string id)
    {
        var lines = Readmes.Read(Readmes.OfPackage(id)).Split('\n');

        lines[0].Should().Be("# " + id);
        var paragraph = string.Join(' ', lines.Skip(2).TakeWhile(line => line.Length > 0));
        paragraph.Should().EndWith(".").And.NotContain(". ");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void PackageReadme_AfterTheSentence_TellsHowToInstallAndThenShowsCode(string id)
    {
        var blocks = CodeBlock.In(Readmes.OfPackage(id)).Take(2).ToList();

        blocks.Select(block => block.Language).Should().Equal("bash", "csharp");
        blocks[0].Text.Should().StartWith("dotnet add package DistributedTracing");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void PackageReadme_Links_AreAbsolute(string id)
    {
        // A package's page is shown where the repository's files are not.
        Links(Readmes.OfPackage(id)).Should().NotContain(link => !link.StartsWith("https://", StringComparison.Ordinal) && !link.StartsWith('#'));
    }

    [Fact]
    public void RootReadme_Links_LeadToFilesOfTheRepository()
    {
        var files = Links(Readmes.Root).Where(link => !link.StartsWith("https://", StringComparison.Ordinal) && !link.StartsWith('#'));

        files.Should().NotContain(file => !Path.Exists(Repository.PathOf(file)));
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_HasAChangelog_ThatBeginsWithTheVersionBeingMade(string id)
    {
        File.ReadAllText(Repository.PathOf("src", id, "CHANGELOG.md")).Should().StartWith("# Changelog\n\n## 0.1.0");
    }

    private static IEnumerable<string> Links(string file) => Link().Matches(Readmes.Read(file)).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
