using Samples.Infrastructure.Processes;

namespace Samples.Infrastructure;

/// <summary>Containers of the samples' Compose file, started for this process only and removed when disposed.</summary>
internal sealed class ComposeProject(IReadOnlyDictionary<string, string?> environment) : IAsyncDisposable
{
    private readonly string _name = $"tracing-samples-{Environment.ProcessId}";

    /// <summary>Starts a service and waits until it is healthy.</summary>
    /// <returns>What went wrong, or <see langword="null"/>.</returns>
    public async Task<string?> TryStartAsync(string service, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await RunAsync(["up", "--detach", "--wait", service], cancellationToken);
        return exitCode == 0 ? null : output;
    }

    public async ValueTask DisposeAsync() => await RunAsync(["down", "--volumes"], CancellationToken.None);

    private Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(
            ["docker", "compose", "--project-name", _name, "--file", SampleFiles.ComposeFile, .. arguments],
            Path.GetTempPath(),
            environment,
            cancellationToken);
}
