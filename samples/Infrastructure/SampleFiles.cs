using System.Reflection;

namespace Samples.Infrastructure;

/// <summary>Where the samples of this checkout are, as the build wrote it into this assembly.</summary>
internal static class SampleFiles
{
    public static string ComposeFile => Path.Combine(Metadata("SamplesFolder"), "docker-compose.yml");

    public static string ServiceAssembly(string service) =>
        Path.GetFullPath(Path.Combine(Metadata("SamplesFolder"), service, Metadata("OutputFolder"), service + ".dll"));

    private static string Metadata(string key) => typeof(SampleFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
