using System.Diagnostics;

namespace Samples.Infrastructure.Processes;

/// <summary>A process that ends with this one's use of it. What it writes is kept, the last thousands of lines. Thread safe.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private const int MaxLines = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly UnixSignal _stopSignal;
    private readonly Lock _lock = new();
    private readonly Queue<string> _output = new();

    private ChildProcess(Process process, UnixSignal stopSignal)
    {
        _process = process;
        _stopSignal = stopSignal;
    }

    /// <summary>Gets the lines written so far, standard output and error together.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (_lock)
            {
                return [.. _output];
            }
        }
    }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a process.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="environment">Variables to set, or with <see langword="null"/> to remove.</param>
    /// <param name="stopSignal">What ends it in good order.</param>
    public static ChildProcess Start(
        IReadOnlyList<string> command,
        string folder,
        IReadOnlyDictionary<string, string?>? environment = null,
        UnixSignal stopSignal = UnixSignal.Terminate)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start }, stopSignal);
        child._process.OutputDataReceived += child.Keep;
        child._process.ErrorDataReceived += child.Keep;
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and what it wrote; the code is -1 when the program does not exist.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> command, string folder, IReadOnlyDictionary<string, string?>? environment, CancellationToken cancellationToken)
    {
        try
        {
            await using var child = Start(command, folder, environment);
            await child.WaitForExitAsync(cancellationToken);
            return (child.ExitCode, string.Join(Environment.NewLine, child.Output));
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return (-1, exception.Message);
        }
    }

    /// <summary>Waits until the process has ended and everything it wrote has been read.</summary>
    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Sends a signal; does nothing when the process has ended.</summary>
    public void Send(UnixSignal signal)
    {
        if (_process.HasExited)
        {
            return;
        }

        if (OperatingSystem.IsWindows() || LibC.Kill(_process.Id, (int)signal) != 0)
        {
            _process.Kill();
        }
    }

    /// <summary>Ends the process in good order.</summary>
    /// <returns><see langword="false"/> when it did not end in time and was killed.</returns>
    public async Task<bool> StopAsync()
    {
        Send(_stopSignal);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        lock (_lock)
        {
            _output.Enqueue(line.Data);
            if (_output.Count > MaxLines)
            {
                _output.Dequeue();
            }
        }
    }
}
