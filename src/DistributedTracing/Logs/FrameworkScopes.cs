using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Logs;

/// <summary>Gets the framework's own scopes, whose type is internal, from a logger factory: it hands them to its providers.</summary>
/// <remarks>So that <see cref="LoggerFactoryOptions.ActivityTrackingOptions"/> means what it always does.</remarks>
internal static class FrameworkScopes
{
    public static IExternalScopeProvider Create(IOptions<LoggerFactoryOptions> options, IOptionsMonitor<LoggerFilterOptions> filters)
    {
        using var receiver = new Receiver();
        using var factory = new LoggerFactory([receiver], filters, options);
        return receiver.Scopes;
    }

    private sealed class Receiver : ILoggerProvider, ISupportExternalScope
    {
        public IExternalScopeProvider Scopes { get; private set; } = new LoggerExternalScopeProvider();

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

        public void Dispose()
        {
        }
    }
}
