namespace DistributedTracing.PublicApi.Tests;

/// <summary>The compiler refuses a public member without documentation (CS1591), as long as nobody silences it.</summary>
public sealed class DocumentationTests
{
    [Fact]
    public void MissingDocumentation_InSrc_IsNowhereSilenced()
    {
        string[] settings = [Repository.PathOf("Directory.Build.props"), Repository.PathOf(".editorconfig")];
        var files = Directory.GetFiles(Repository.PathOf("src"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".props" or ".targets" && !IsBuildOutput(file))
            .Concat(settings);

        files.Should().NotContain(file => File.ReadAllText(file).Contains("1591", StringComparison.Ordinal));
    }

    private static bool IsBuildOutput(string file) =>
        Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin");
}
