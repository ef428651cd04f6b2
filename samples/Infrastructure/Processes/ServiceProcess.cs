namespace Samples.Infrastructure.Processes;

/// <summary>One of the sample services, running on a loopback port.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyDictionary<string, string?> _environment;

    private ServiceProcess(string name, int port, IReadOnlyDictionary<string, string?> environment)
    {
        Name = name;
        Port = port;
        _environment = environment;
        Process = Launch();
    }

    public string Name { get; }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public ChildProcess Process { get; private set; }

    /// <summary>Starts a service on the given port, or one that is free; <see cref="WaitUntilHealthyAsync"/> tells when it is ready.</summary>
    public static ServiceProcess Start(string name, IReadOnlyDictionary<string, string?> environment, int? port = null) =>
        new(name, port ?? LoopbackPort.FindFree(), environment);

    /// <summary>Starts the service again, on the same port, after it has ended.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await Process.DisposeAsync();
        Process = Launch();
        await WaitUntilHealthyAsync(cancellationToken);
    }

    /// <exception cref="InvalidOperationException">The service ended, or did not get ready in time; the message has what it wrote.</exception>
    public async Task WaitUntilHealthyAsync(CancellationToken cancellationToken = default)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var isHealthy = await Polling.UntilAsync(() => IsHealthyAsync(http, cancellationToken), healthy => healthy || Process.HasExited, Patience, cancellationToken);
        if (!isHealthy)
        {
            var what = Process.HasExited ? $"ended with exit code {Process.ExitCode}" : "did not get ready";
            throw new InvalidOperationException($"{Name} {what}. It wrote:{Environment.NewLine}{string.Join(Environment.NewLine, Process.Output)}");
        }
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static async Task<bool> IsHealthyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri("/health", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return false;
        }
    }

    private ChildProcess Launch()
    {
        var assembly = SampleFiles.Assembly(Name);
        var environment = new Dictionary<string, string?>(_environment) { ["ASPNETCORE_URLS"] = Address.ToString() };
        return ChildProcess.Start(SampleFiles.Command(Name), Path.GetDirectoryName(assembly)!, environment);
    }
}
