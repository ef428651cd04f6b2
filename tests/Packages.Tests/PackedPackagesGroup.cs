namespace DistributedTracing.Packages.Tests;

/// <summary>All tests of this project: they share the packages, and two builds at once would only slow each other down.</summary>
[CollectionDefinition(Name)]
public sealed class PackedPackagesGroup : ICollectionFixture<PackedPackages>
{
    public const string Name = "Packed packages";
}
