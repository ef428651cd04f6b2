namespace DistributedTracing.Packages.Tests;

/// <summary>What an application gets with a package. A change here changes every user's dependency graph.</summary>
[Collection(PackedPackagesGroup.Name)]
public sealed class PackageDependenciesTests(PackedPackages packages)
{
    private static readonly Dictionary<string, string[]> Expected = new()
    {
        ["DistributedTracing"] =
        [
            "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging.Console",
            "OpenTelemetry", "OpenTelemetry.Exporter.OpenTelemetryProtocol",
        ],
        ["DistributedTracing.AspNetCore"] = ["DistributedTracing", "DistributedTracing.HttpClient", "DistributedTracing.Viewer"],
        ["DistributedTracing.HttpClient"] = ["DistributedTracing"],
        ["DistributedTracing.Viewer"] = ["DistributedTracing", "Google.Protobuf"],
    };

    private static readonly string[] ForAspNetCore = ["DistributedTracing.AspNetCore", "DistributedTracing.Viewer"];

    public static TheoryData<string> Packages => [.. Repository.Packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_Packed_BringsTheListedPackagesOnly(string id)
    {
        using var package = packages.Open(id);

        package.Dependencies.Keys.Should().BeEquivalentTo(Expected[id]);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_Packed_NeedsItsSiblingsInItsOwnVersion(string id)
    {
        using var package = packages.Open(id);

        var siblings = package.Dependencies.Where(dependency => Expected.ContainsKey(dependency.Key));

        siblings.Should().NotContain(sibling => sibling.Value != packages.Version);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_Packed_NeedsTheWebFrameworkOnlyWhereItServesRequests(string id)
    {
        using var package = packages.Open(id);

        package.FrameworkReferences.Should().BeEquivalentTo(ForAspNetCore.Contains(id) ? ["Microsoft.AspNetCore.App"] : Array.Empty<string>());
    }
}
