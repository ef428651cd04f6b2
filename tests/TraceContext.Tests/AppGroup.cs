namespace TraceContext.Tests;

/// <summary>Tests that share the service.</summary>
[CollectionDefinition(nameof(AppGroup))]
public sealed class AppGroup : ICollectionFixture<AppFixture>;
