using System.Text.RegularExpressions;
using Samples.Infrastructure.Processes;

namespace Interop.Tests.Services;

/// <summary>A service in a process of its own, on a port that the system chose.</summary>
internal sealed partial class Service : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _process;

    private Service(string name, ChildProcess process, Uri address)
    {
        Name = name;
        _process = process;
        Address = address;
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>Gets everything the service wrote, for the message of a failed assertion.</summary>
    public string Log => TextOf(_process);

    /// <summary>Starts a project of these tests.</summary>
    /// <param name="name">Its name in the spans.</param>
    /// <param name="project">The project.</param>
    /// <param name="collector">Where it exports to.</param>
    /// <param name="settings">Further environment variables.</param>
    public static Task<Service> StartDotNetAsync(string name, string project, OtlpCollector collector, params (string Name, string Value)[] settings)
    {
        var environment = ServiceEnvironment.For(collector.Endpoint);
        environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        environment["Tracing__ServiceName"] = name;
        environment["Tracing__Batching__Delay"] = "00:00:00.020";
        foreach (var (key, value) in settings)
        {
            environment[key] = value;
        }

        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var folder = TestFiles.Output(project);
        return StartAsync(name, [dotnet, Path.Combine(folder, project + ".dll")], folder, environment);
    }

    /// <summary>Starts the Node.js service.</summary>
    /// <param name="name">Its name in the spans.</param>
    /// <param name="format">The format it reads and writes.</param>
    /// <param name="collector">Where it exports to.</param>
    public static Task<Service> StartNodeAsync(string name, string format, OtlpCollector collector)
    {
        var environment = ServiceEnvironment.Clean();
        environment["SERVICE_NAME"] = name;
        environment["PROPAGATOR"] = format;
        environment["COLLECTOR"] = collector.Endpoint;
        return StartAsync(name, ["node", "relay.js"], TestFiles.NodeFolder, environment);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<Service> StartAsync(
        string name, IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string?> environment)
    {
        var process = ChildProcess.Start(command, folder, environment);
        await Polling.UntilAsync(() => Task.FromResult(AddressOf(process)), address => address is not null || process.HasExited, Patience);
        if (AddressOf(process) is { } address)
        {
            return new(name, process, address);
        }

        await process.DisposeAsync();
        throw new InvalidOperationException($"{name} did not start. It wrote:{Environment.NewLine}{TextOf(process)}");
    }

    private static Uri? AddressOf(ChildProcess process) =>
        Listening().Match(TextOf(process)) is { Success: true } match ? new Uri(match.Groups["address"].Value) : null;

    private static string TextOf(ChildProcess process) => string.Join(Environment.NewLine, process.Output);

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)")]
    private static partial Regex Listening();
}
