using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DistributedTracing.Packages.Tests;

[Collection(PackedPackagesGroup.Name)]
public sealed class TrimmedAppTests
{
    [Fact]
    public async Task Publish_TrimmedWithoutDynamicCode_WarnsOfNothingAndTraces()
    {
        using var folder = new TemporaryFolder();
        await DotNet.RunAsync(
            Repository.PathOf("tests", "AotApp"),
            "publish",
            "--configuration",
            "Release",
            "--runtime",
            RuntimeInformation.RuntimeIdentifier,
            "--artifacts-path",
            folder.PathOf("artifacts"),
            "--output",
            folder.PathOf("app"),
            "-warnaserror");

        var start = new ProcessStartInfo(folder.PathOf("app", "AotApp")) { RedirectStandardOutput = true, WorkingDirectory = folder.Path };
        start.Environment["OTEL_TRACES_EXPORTER"] = "none";
        using var app = Process.Start(start)!;
        var output = await app.StandardOutput.ReadToEndAsync();
        await app.WaitForExitAsync();

        output.Should().Contain("One trace.");
        app.ExitCode.Should().Be(0);
    }
}
