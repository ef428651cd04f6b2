namespace DistributedTracing.Packages.Tests;

[Collection(PackedPackagesGroup.Name)]
public sealed class PackageContentsTests(PackedPackages packages)
{
    public static TheoryData<string> Packages => [.. Repository.Packages];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_Packed_HoldsTheAssemblyItsDocumentationReadmeAndLicense(string id)
    {
        using var package = packages.Open(id);

        package.Files.Should().BeEquivalentTo(
            $"{id}.nuspec", "README.md", "LICENSE", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_Packed_DescribesItself(string id)
    {
        using var package = packages.Open(id);

        package.Value("id").Should().Be(id);
        package.Value("version").Should().Be(packages.Version);
        package.Value("license").Should().Be("Apache-2.0");
        package.Value("readme").Should().Be("README.md");
        package.Value("description").Should().EndWith(".").And.NotBe("Package Description");
        package.Value("tags").Should().Contain("opentelemetry");
        package.Read("README.md").Should().StartWith($"# {id}\n");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_Packed_DocumentsItsMembers(string id)
    {
        using var package = packages.Open(id);

        package.Read($"lib/net10.0/{id}.xml").Should().Contain($"<name>{id}</name>").And.Contain("<summary>");
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void Symbols_Packed_HoldThePortableDebugFileOnly(string id)
    {
        using var symbols = packages.OpenSymbols(id);

        symbols.Files.Should().BeEquivalentTo($"{id}.nuspec", $"lib/net10.0/{id}.pdb");
        symbols.Read($"lib/net10.0/{id}.pdb").Should().StartWith("BSJB");
    }
}
