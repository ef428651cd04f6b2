using System.Text;
using System.Text.RegularExpressions;

namespace DistributedTracing.Packages.Tests;

/// <summary>The first five minutes: the README's steps in applications that have never seen this repository.</summary>
[Collection(PackedPackagesGroup.Name)]
public sealed partial class NewcomerTests(PackedPackages packages)
{
    [Fact]
    public async Task WebApp_OneLineAdded_ExportsTheFirstRequestAndWritesItsTraceIdToTheConsole()
    {
        await using var collector = await OtlpCollector.StartAsync();
        var app = await packages.WebAppAsync();
        using var running = app.Run(Environment(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address.ToString())), "--urls", "http://127.0.0.1:0");

        var traceId = await SendFirstRequestAsync(running);

        var exported = await FirstBodyAsync(collector);
        exported.Should().Contain(Encoding.Latin1.GetString(Convert.FromHexString(traceId))).And.Contain("Shop").And.Contain("GET /");
    }

    [Fact]
    public async Task WebApp_OneLineAdded_ShowsTheFirstRequestInTheViewer()
    {
        var app = await packages.WebAppAsync();
        using var running = app.Run(Environment(), "--urls", "http://127.0.0.1:0");

        var traceId = await SendFirstRequestAsync(running);

        using var client = new HttpClient { BaseAddress = await running.WaitForAddressAsync() };
        (await client.GetStringAsync("_tracing")).Should().Contain("<html");
        await Eventually.TrueAsync(async () => (await client.GetStringAsync("_tracing/api/traces?service=Shop")).Contains(traceId, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WebApp_OneLineAdded_SaysAtStartWhatItDoes()
    {
        var app = await packages.WebAppAsync();
        using var running = app.Run(Environment(), "--urls", "http://127.0.0.1:0");

        (await running.WaitForLineAsync("Tracing Shop")).Should().Contain("(Development)");
        await running.WaitForLineAsync("Sampling: 100 % of new traces");
        await running.WaitForLineAsync("Viewer: http://localhost:");
    }

    [Fact]
    public async Task WebApp_SettingMisspelt_DoesNotStartAndNamesTheRightOne()
    {
        var app = await packages.WebAppAsync();
        using var running = app.Run(Environment(("Tracing__Sampling__Ration", "0.5")), "--urls", "http://127.0.0.1:0");

        await running.WaitForLineAsync("did you mean Tracing:Sampling:Ratio");
        (await running.WaitForExitAsync()).Should().NotBe(0);
    }

    [Fact]
    public async Task ConsoleApp_CorePackage_ExportsItsSpan()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var app = await NewApp.CreateAsync("console", "Nightly", packages);
        await app.AddPackageAsync("DistributedTracing");
        await app.AddPackageAsync("Microsoft.Extensions.Hosting", PinnedVersion.Of("Microsoft.Extensions.Hosting"));
        app.WriteProgram("""
            using System.Diagnostics;
            using DistributedTracing;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddDistributedTracingCore();
            using var host = builder.Build();
            await host.StartAsync();

            using var source = new ActivitySource("Nightly");
            source.Run("clean up", span => span.SetAttribute("files.count", 3));

            await host.StopAsync();
            """);
        await app.BuildAsync();
        using var running = app.Run(new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString() });

        var exported = await FirstBodyAsync(collector);

        exported.Should().Contain("Nightly").And.Contain("clean up").And.Contain("files.count");
        await running.WaitForLineAsync("1 spans exported, 0 dropped");
        (await running.WaitForExitAsync()).Should().Be(0);
    }

    // Names in it are readable as they are: protobuf writes texts in UTF-8.
    private static async Task<string> FirstBodyAsync(OtlpCollector collector)
    {
        await Eventually.TrueAsync(() => collector.Requests.Any(), seconds: 60);
        return Encoding.Latin1.GetString(collector.Requests.First().Body);
    }

    private static async Task<string> SendFirstRequestAsync(RunningApp running)
    {
        using var client = new HttpClient();
        var answer = await client.GetStringAsync(await running.WaitForAddressAsync());
        answer.Should().Be("Hello World!");

        var line = await running.WaitForLineAsync("Saying hello.");
        var ids = TracedLine().Match(line);
        ids.Success.Should().BeTrue("the line is \"{0}\"", line);
        return ids.Groups["trace"].Value;
    }

    private static Dictionary<string, string> Environment(params (string Name, string Value)[] further)
    {
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Tracing__Viewer__Port"] = LoopbackPort.Free(),
        };
        foreach (var (name, value) in further)
        {
            environment[name] = value;
        }

        return environment;
    }

    [GeneratedRegex(@"^\s+\[trace (?<trace>[0-9a-f]{32}) span [0-9a-f]{16}\] Saying hello\.$")]
    private static partial Regex TracedLine();
}
