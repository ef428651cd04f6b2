using System.Reflection;

namespace Interop.Tests.Services;

/// <summary>Where the programs that the tests start are, as the build wrote it into this assembly.</summary>
internal static class TestFiles
{
    /// <summary>Gets the folder of the Node.js service, with its packages when <c>npm ci</c> has run.</summary>
    public static string NodeFolder => Path.GetFullPath(Path.Combine(Metadata("TestsFolder"), "Interop.Tests", "node"));

    /// <summary>Gets the folder that a project was built to.</summary>
    public static string Output(string project) =>
        Path.GetFullPath(Path.Combine(Metadata("TestsFolder"), project, Metadata("OutputFolder")));

    private static string Metadata(string key) => typeof(TestFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
