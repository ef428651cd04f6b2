using System.Xml.Linq;

namespace DistributedTracing.Packages.Tests;

/// <summary>An application as a newcomer makes it: a template of the SDK, our package from the local source, some lines of code.</summary>
internal sealed class NewApp(string name, PackedPackages packages) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Name => name;

    private string ProgramFile => _folder.PathOf(name, "Program.cs");

    public static async Task<NewApp> CreateAsync(string template, string name, PackedPackages packages)
    {
        var app = new NewApp(name, packages);
        app._folder.Write("nuget.config", app.PackageSources());
        app._folder.Write("Directory.Build.props", PackageFolders());
        await DotNet.RunAsync(app._folder.Path, "new", template, "--name", name, "--no-restore");
        return app;
    }

    public async Task AddPackageAsync(string id, string? version = null) =>
        await DotNet.RunAsync(_folder.PathOf(name), "add", "package", id, "--version", version ?? packages.Version, "--no-restore");

    /// <summary>Writes a line after the one that the template has.</summary>
    public void InsertAfter(string templateLine, string line) => Replace(templateLine, templateLine + "\n" + line);

    public void Replace(string templateText, string text)
    {
        var program = File.ReadAllText(ProgramFile);
        program.Should().Contain(templateText, "that is what the template writes");
        File.WriteAllText(ProgramFile, program.Replace(templateText, text, StringComparison.Ordinal));
    }

    public void WriteProgram(string text) => File.WriteAllText(ProgramFile, text);

    public Task BuildAsync() => DotNet.RunAsync(_folder.PathOf(name), "build", "-warnaserror");

    public RunningApp Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var assembly = _folder.PathOf(name, "bin", "Debug", "net10.0", name + ".dll");
        return new RunningApp(_folder.PathOf(name), assembly, environment, arguments);
    }

    public void Dispose() => _folder.Dispose();

    // In addition to the machine's own sources.
    private string PackageSources() => new XElement(
        "configuration",
        new XElement("packageSources", new XElement("add", new XAttribute("key", "under-test"), new XAttribute("value", packages.Folder)))).ToString();

    // The packages under test stay in the temporary folder; the machine's cache is read for all others, and not written.
    private static string PackageFolders() => new XElement(
        "Project",
        new XElement(
            "PropertyGroup",
            new XElement("RestorePackagesPath", "$(MSBuildThisFileDirectory)cache"),
            new XElement("RestoreFallbackFolders", MachineCache()))).ToString();

    private static string MachineCache()
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.CreateDirectory(folder).FullName;
    }
}
