using System.Diagnostics;
using System.Threading.Channels;

namespace DistributedTracing.Packages.Tests;

/// <summary>A started application whose output can be waited for. Ends with the test.</summary>
internal sealed class RunningApp : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _seen = [];
    private int _endedStreams;

    public RunningApp(string folder, string assembly, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Receive;
        _process.ErrorDataReceived += Receive;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits for a line that contains the text, now or before.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        if (_seen.Find(line => line.Contains(text, StringComparison.Ordinal)) is { } earlier)
        {
            return earlier;
        }

        using var deadline = new CancellationTokenSource(Timeout);
        try
        {
            while (true)
            {
                var line = await _lines.Reader.ReadAsync(deadline.Token);
                _seen.Add(line);
                if (line.Contains(text, StringComparison.Ordinal))
                {
                    return line;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            throw new InvalidOperationException($"The application did not write \"{text}\", but:\n{string.Join('\n', _seen)}", exception);
        }
    }

    /// <summary>Waits for the address of a web application.</summary>
    public async Task<Uri> WaitForAddressAsync()
    {
        const string Listening = "Now listening on: ";
        var line = await WaitForLineAsync(Listening);
        return new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
    }

    public async Task<int> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(Timeout);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    // Each of the two streams ends with a null.
    private void Receive(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _lines.Writer.TryWrite(line.Data);
        }
        else if (Interlocked.Increment(ref _endedStreams) == 2)
        {
            _lines.Writer.Complete();
        }
    }
}
