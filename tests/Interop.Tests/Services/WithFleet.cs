namespace Interop.Tests.Services;

/// <summary>Tests that share the services.</summary>
[CollectionDefinition(Name)]
public sealed class WithFleet : ICollectionFixture<Fleet>
{
    public const string Name = "Fleet";
}
