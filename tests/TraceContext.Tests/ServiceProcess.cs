using System.Diagnostics;
using TraceContextApp;

namespace TraceContext.Tests;

/// <summary>The service in a process of its own: formats and sampling are those of the whole process.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private ServiceProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Gets the address of the endpoint that makes calls.</summary>
    public Uri Address { get; }

    /// <summary>Starts the service on a free port.</summary>
    /// <param name="settings">Keys below <c>Tracing:</c> and their values.</param>
    public static async Task<ServiceProcess> StartAsync(params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(CallingApp).Assembly.Location);
        foreach (var (key, value) in settings.Prepend(("Delivery:Enabled", "false")))
        {
            start.ArgumentList.Add($"--Tracing:{key}={value}");
        }

        // Only the address is read of what it says, so that is all it may say.
        start.ArgumentList.Add("--urls=http://127.0.0.1:0");
        start.ArgumentList.Add("--Logging:LogLevel:Default=Warning");
        start.ArgumentList.Add("--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information");
        var process = Process.Start(start)!;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                return new(process, new Uri(new Uri(line[(at + Listening.Length)..].Trim()), "/test"));
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
