using DistributedTracing.Hosting;
using DistributedTracing.Viewer.Internal.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Viewer.Internal.Hosting;

/// <summary>
/// The one store of the services on this machine: the first to open the port holds it, the others send to it, and when the holder
/// ends the next takes its place. Thread safe.
/// </summary>
internal sealed class SharedStore : IDisposable
{
    /// <summary>How often a process that does not hold the store looks whether it has to.</summary>
    public static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private readonly ViewerTracingOptions _options;
    private readonly ServiceIdentity _identity;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HolderClient _client;
    private readonly HeldStore _store;
    private readonly Uri _sharedAddress;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private volatile StoreState _state;
    private volatile TaskCompletionSource _wish = NewWish();
    private StoreServer? _server;
    private bool _isDisposed;
    private bool _hasWarned;
    private bool _hasReportedFailure;

    public SharedStore(
        IOptions<ViewerTracingOptions> options, ServiceIdentity identity, HolderClient client, ILoggerFactory loggers, TimeProvider? time = null)
    {
        _options = options.Value;
        _identity = identity;
        _time = time ?? TimeProvider.System;
        _logger = loggers.CreateLogger("DistributedTracing.Viewer");
        _client = client;
        _store = new HeldStore(_options, identity.Name, _time, _logger);
        _sharedAddress = new UriBuilder(Uri.UriSchemeHttp, "127.0.0.1", _options.Port).Uri;
        _state = new StoreState(StoreRole.Joining, _sharedAddress, null, null);
    }

    public StoreState State => _state;

    /// <summary>Takes or finds the store, and keeps watch from then on.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryJoinAsync(cancellationToken).ConfigureAwait(false);

        // Not as part of the activity that happens to be current at start.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(WatchAsync, CancellationToken.None);
        }
    }

    /// <summary>Looks for the holder now: it did not answer.</summary>
    public void Recheck() => _wish.TrySetResult();

    public void Dispose()
    {
        StoreServer? server;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            (server, _server) = (_server, null);
        }

        _stop.Cancel();
        server?.Dispose();
        _store.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested && _state.Role != StoreRole.Holder)
        {
            // One look per tick at most, however many requests fail.
            await Task.WhenAny(Task.Delay(CheckInterval, _time, _stop.Token), _wish.Task).ConfigureAwait(false);
            await TryJoinAsync(_stop.Token).ConfigureAwait(false);
            _wish = NewWish();
        }
    }

    private async Task TryJoinAsync(CancellationToken cancellationToken)
    {
        try
        {
            await JoinAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // The process ends, and takes what was used here away.
        }
        catch (Exception exception)
        {
            // The application runs on without its viewer.
            if (!_hasReportedFailure)
            {
                _hasReportedFailure = true;
                _logger.JoiningFailed(CheckInterval.TotalSeconds, exception);
            }
        }
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        // To open the port is the quickest answer for the first of all services; later, to ask costs less than a listener each time.
        if (_state.Role == StoreRole.Joining && await TryHoldAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            return;
        }

        var (answer, holder) = await _client.AskAsync(_sharedAddress, cancellationToken).ConfigureAwait(false);
        string? refusal = null;
        if (answer == HolderAnswer.Nobody)
        {
            refusal = await TryHoldAsync(cancellationToken).ConfigureAwait(false);
            if (refusal is null)
            {
                return;
            }

            // Another service was quicker, or the port may not be opened.
            (answer, holder) = await _client.AskAsync(_sharedAddress, cancellationToken).ConfigureAwait(false);
        }

        if (answer == HolderAnswer.Viewer)
        {
            Become(new StoreState(StoreRole.Sender, _sharedAddress, null, holder), server: null);
        }
        else if (_state.Role != StoreRole.Alone && (_state.Role != StoreRole.Sender || answer == HolderAnswer.SomethingElse))
        {
            await StandAloneAsync(refusal ?? "something else listens on it", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Why the port could not be opened; <see langword="null"/> when it was.</returns>
    private async Task<string?> TryHoldAsync(CancellationToken cancellationToken)
    {
        try
        {
            var server = await OpenAsync(_options.Port, cancellationToken).ConfigureAwait(false);
            if (_state.Role == StoreRole.Sender)
            {
                _logger.TookOver(_options.Port);
            }

            Become(new StoreState(StoreRole.Holder, _sharedAddress, _store, _identity.Name), server);
            return null;
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            return exception.Message;
        }
    }

    private async Task StandAloneAsync(string reason, CancellationToken cancellationToken)
    {
        var server = await OpenAsync(0, cancellationToken).ConfigureAwait(false);
        if (!_hasWarned)
        {
            _hasWarned = true;
            _logger.PortUnusable(_options.Port, reason);
        }

        Become(new StoreState(StoreRole.Alone, server.Address, _store, _identity.Name), server);
    }

    private Task<StoreServer> OpenAsync(int port, CancellationToken cancellationToken) =>
        StoreServer.StartAsync(port, _options.MaxRequestBytes, _store.HandleAsync, cancellationToken);

    private void Become(StoreState state, StoreServer? server)
    {
        StoreServer? superfluous;
        lock (_lock)
        {
            if (_isDisposed)
            {
                superfluous = server;
            }
            else
            {
                (superfluous, _server) = (_server, server);
                _state = state;
            }
        }

        superfluous?.Dispose();
    }

    private static TaskCompletionSource NewWish() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
