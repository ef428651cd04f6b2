using System.Reflection;

namespace Samples.Infrastructure;

/// <summary>Where the samples of this checkout are, as the build wrote it into this assembly.</summary>
public static class SampleFiles
{
    public static string ComposeFile => Path.Combine(Metadata("SamplesFolder"), "docker-compose.yml");

    /// <summary>Gets the program that a sample's project was built to.</summary>
    public static string Assembly(string project) =>
        Path.GetFullPath(Path.Combine(Metadata("SamplesFolder"), project, Metadata("OutputFolder"), project + ".dll"));

    /// <summary>Gets the command that runs a sample.</summary>
    public static IReadOnlyList<string> Command(string project) =>
        [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Assembly(project)];

    private static string Metadata(string key) => typeof(SampleFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
