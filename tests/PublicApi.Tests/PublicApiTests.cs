using System.Reflection;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>
/// A change of the public API is a decision: it fails here until the approved text is changed with it. Run the tests with
/// <c>UPDATE_APPROVED=1</c> in the environment to write the texts anew.
/// </summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Packages => [.. Repository.Packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_PublicApi_IsTheApprovedOne(string package)
    {
        var actual = PublicApiText.Of(Assembly.Load(package));
        var file = Repository.PathOf("tests", "PublicApi.Tests", "Approved", package + ".txt");
        if (Environment.GetEnvironmentVariable("UPDATE_APPROVED") == "1")
        {
            File.WriteAllText(file, actual);
        }

        var approved = File.Exists(file) ? File.ReadAllText(file) : string.Empty;

        LineDifference.Between(approved, actual).Should().BeEmpty(
            "the public API of {0} changes only on purpose; if this is meant, run the tests with UPDATE_APPROVED=1 and commit {1}", package, file);
    }

    [Fact]
    public void ApprovedTexts_All_BelongToAPackage()
    {
        var approved = Directory.GetFiles(Repository.PathOf("tests", "PublicApi.Tests", "Approved")).Select(Path.GetFileNameWithoutExtension);

        approved.Should().BeSubsetOf(Repository.Packages);
    }
}
