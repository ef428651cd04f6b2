using System.Text.Json;

namespace DistributedTracing.Packages.Tests;

/// <summary>Every package of src, packed once as for a release, in a folder that serves as a package source.</summary>
public sealed class PackedPackages : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Task<NewApp>? _webApp;

    /// <summary>Gets a version that no machine has in its package cache.</summary>
    public string Version { get; } = $"0.1.0-test.{Guid.NewGuid():N}";

    public string Folder => _folder.PathOf("packages");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Folder);
        await DotNet.RunAsync(
            Repository.Root,
            "pack",
            _folder.Write("Packages.slnf", SolutionFilter()),
            "--configuration",
            "Release",
            "--artifacts-path",
            _folder.PathOf("artifacts"),
            $"-p:PackageOutputPath={Folder}",
            $"-p:Version={Version}",
            "-p:ContinuousIntegrationBuild=true");
    }

    public async Task DisposeAsync()
    {
        if (_webApp is not null)
        {
            (await _webApp).Dispose();
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Gets a web application that uses the packages; made on first use.</summary>
    internal Task<NewApp> WebAppAsync() => _webApp ??= NewWebApp.CreateAsync(this);

    internal Package Open(string id) => new(Path.Combine(Folder, $"{id}.{Version}.nupkg"));

    internal Package OpenSymbols(string id) => new(Path.Combine(Folder, $"{id}.{Version}.snupkg"));

    private static string SolutionFilter() => JsonSerializer.Serialize(new
    {
        solution = new
        {
            path = Repository.PathOf("Tracing.sln"),
            projects = Repository.Packages.Select(id => $@"src\{id}\{id}.csproj"),
        },
    });
}
