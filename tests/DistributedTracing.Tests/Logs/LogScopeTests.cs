using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Tests.Logs;

public sealed class LogScopeTests
{
    [Fact]
    public void Log_InASpan_OtherProvidersSeeTheIdsAsAScope()
    {
        using var recorded = new RecordedSource();
        using var provider = new ScopeProvider();
        using var services = new ConsoleLines(logging => logging.AddProvider(provider));
        using var span = recorded.Source.StartSpan("a");

        services.Get<ILoggerFactory>().CreateLogger("Orders").LogInformation("reserved");

        provider.Scopes.Should().Contain("TraceId", span.Activity!.TraceId.ToHexString()).And.Contain("SpanId", span.Activity.SpanId.ToHexString());
    }

    [Fact]
    public void Log_WhatTheApplicationTracksItself_IsKept()
    {
        using var recorded = new RecordedSource();
        using var provider = new ScopeProvider();
        using var services = new ConsoleLines(logging => logging
            .AddProvider(provider)
            .Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceFlags));
        using var span = recorded.Source.StartSpan("a");

        services.Get<ILoggerFactory>().CreateLogger("Orders").LogInformation("reserved");

        provider.Scopes.Keys.Should().BeEquivalentTo("TraceId", "SpanId", "TraceFlags");
    }

    private sealed class ScopeProvider : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider? _scopes;

        public ConcurrentDictionary<string, object?> Scopes { get; } = new();

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _scopes?.ForEachScope(
                static (scope, scopes) =>
                {
                    foreach (var (key, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    {
                        scopes[key] = value;
                    }
                },
                Scopes);

        public void Dispose()
        {
        }
    }
}
