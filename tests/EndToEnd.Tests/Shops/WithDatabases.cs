namespace EndToEnd.Tests.Shops;

/// <summary>Tests that share the PostgreSQL server.</summary>
[CollectionDefinition(Name)]
public sealed class WithDatabases : ICollectionFixture<Databases>
{
    public const string Name = "Databases";
}
