using EndToEnd.Tests.Shops;
using Samples.Infrastructure;
using Samples.Infrastructure.Processes;

namespace EndToEnd.Tests;

[Collection(WithDatabases.Name)]
public sealed class DemoTests(Databases databases)
{
    [Fact]
    public async Task Demo_WithoutTerminal_PrintsTheSlowCheckoutAndEnds()
    {
        await using var database = await databases.CreateAsync();
        var environment = ServiceEnvironment.Clean();
        foreach (var (name, value) in database.Environment)
        {
            environment[name] = value;
        }

        var (exitCode, output) = await ChildProcess.RunAsync([.. SampleFiles.Command("Demo"), "--keep", "0"], Path.GetTempPath(), environment, CancellationToken.None);

        exitCode.Should().Be(0, Escape(output));
        output.Should().Contain("The slow checkout: one trace, 17 spans, 3 services")
            .And.MatchRegex("charge card +PaymentService +█+ +[0-9.]+ s")
            .And.MatchRegex("http://localhost:[0-9]+/_tracing#/trace/[0-9a-f]{32}")
            .And.NotContain("\u001b", "colours are for terminals");
        output.Split('\n').Where(line => line.Contains('✗') && line.Contains("PaymentService")).Should().HaveCount(3, "three attempts timed out");
    }

    private static string Escape(string text) => text.Replace("{", "{{").Replace("}", "}}");
}
