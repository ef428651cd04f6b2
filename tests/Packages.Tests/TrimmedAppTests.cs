using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DistributedTracing.Packages.Tests;

[Collection(PackedPackagesGroup.Name)]
public sealed class TrimmedAppTests
{
    // The writer of protobuf's JSON form, which nothing here calls; the newest version that can be had warns of it.
    private const string KnownWarning = "Google.Protobuf/JsonFormatter.cs";

    [Fact]
    public async Task Publish_TrimmedWithoutDynamicCode_WarnsOfNothingOfOursAndTraces()
    {
        using var folder = new TemporaryFolder();
        var publishing = await DotNet.RunAsync(
            Repository.PathOf("tests", "AotApp"),
            "publish",
            "--configuration",
            "Release",
            "--runtime",
            RuntimeInformation.RuntimeIdentifier,
            "--artifacts-path",
            folder.PathOf("artifacts"),
            "--output",
            folder.PathOf("app"));

        publishing.Split('\n').Where(line => line.Contains("warning", StringComparison.Ordinal))
            .Should().NotContain(warning => !warning.Contains(KnownWarning, StringComparison.Ordinal));

        var start = new ProcessStartInfo(folder.PathOf("app", "AotApp")) { RedirectStandardOutput = true, WorkingDirectory = folder.Path };
        start.Environment["OTEL_TRACES_EXPORTER"] = "none";
        using var app = Process.Start(start)!;
        var output = await app.StandardOutput.ReadToEndAsync();
        await app.WaitForExitAsync();

        output.Should().Contain("One trace.");
        app.ExitCode.Should().Be(0);
    }
}
