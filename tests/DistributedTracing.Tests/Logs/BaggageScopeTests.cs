using System.Text.Json;
using DistributedTracing.Tests.AmbientBaggage;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace DistributedTracing.Tests.Logs;

/// <summary>Items in the scopes of log lines. Alone, because starting a host sets what the process propagates with.</summary>
[Collection(nameof(ProcessWide))]
public sealed class BaggageScopeTests
{
    private readonly ScopeReader _lines = new();
    private readonly LogCollector _log = new();

    [Fact]
    public Task Log_InASpan_HasTheListedItemsBesideWhatItAlwaysHas() => TracedFlow.RunAsync(async () =>
    {
        using var flow = new TracedFlow();
        using var host = await StartAsync("tenant.*,user");
        using var span = flow.Start();
        span.SetBaggage("tenant.id", "acme");
        TraceBaggage.Set("user", "kim");
        TraceBaggage.Set("secret", "not listed");
        var logger = Logger(host);
        using (logger.BeginScope(new Dictionary<string, object?> { ["order"] = 42, ["user"] = "of the scope" }))
        {
            logger.LogInformation("reserved");
        }

        _lines.Last.Should().Equal(
            $"user=kim,tenant.id=acme",
            $"SpanId={span.SpanId},TraceId={span.TraceId}",
            "order=42,user=of the scope");
        _lines.LastTexts[0].Should().Be("user:kim, tenant.id:acme");
    });

    [Fact]
    public Task Log_OutsideAnySpan_HasTheItemsToo() => TracedFlow.RunAsync(async () =>
    {
        using var host = await StartAsync("user");
        TraceBaggage.Set("user", "kim");
        Logger(host).LogInformation("reserved");

        _lines.Last.Should().Equal("user=kim");
    });

    [Fact]
    public Task Log_NoListedItem_HasNoScopeForThem() => TracedFlow.RunAsync(async () =>
    {
        using var host = await StartAsync("user");
        Logger(host).LogInformation("reserved");
        _lines.Last.Should().BeEmpty();
        TraceBaggage.Set("tenant", "acme");
        Logger(host).LogInformation("reserved");
        _lines.Last.Should().BeEmpty();
    });

    [Theory]
    [InlineData(null)]
    [InlineData("tenant")]
    public Task Log_ActivityTrackingOptions_MeanWhatTheyDoInTheFramework(string? keys) => TracedFlow.RunAsync(async () =>
    {
        const ActivityTrackingOptions All = ActivityTrackingOptions.SpanId | ActivityTrackingOptions.TraceId | ActivityTrackingOptions.ParentId
            | ActivityTrackingOptions.TraceState | ActivityTrackingOptions.TraceFlags | ActivityTrackingOptions.Tags | ActivityTrackingOptions.Baggage;
        using var flow = new TracedFlow();
        using var host = await StartAsync(keys, logging => logging.Configure(options => options.ActivityTrackingOptions = All));
        var frameworks = new ScopeReader();
        using var framework = LoggerFactory.Create(logging => logging.AddProvider(frameworks).Configure(options => options.ActivityTrackingOptions = All));
        using var span = flow.Start();
        span.SetTag("tag", 1);
        span.SetBaggage("item", "1");
        using var outer = Logger(host).BeginScope("outer");
        using var frameworksOuter = framework.CreateLogger("Orders").BeginScope("outer");

        Logger(host).LogInformation("reserved");
        framework.CreateLogger("Orders").LogInformation("reserved");

        _lines.Last.Should().Equal(frameworks.Last).And.HaveCount(4);
        _lines.LastTexts.Should().Equal(frameworks.LastTexts);
    });

    [Fact]
    public Task Log_ScopesOfTheApplicationsOwn_AreKept() => TracedFlow.RunAsync(async () =>
    {
        var own = new LoggerExternalScopeProvider();
        using var host = await StartAsync("user", logging => logging.Services.AddSingleton<IExternalScopeProvider>(own));
        TraceBaggage.Set("user", "kim");
        using var scope = own.Push("pushed elsewhere");
        Logger(host).LogInformation("reserved");

        _lines.LastTexts.Should().Equal("user:kim", "pushed elsewhere");
    });

    [Fact]
    public Task Start_ScopesReplacedAfterwards_WarnsThatThereAreNone() => TracedFlow.RunAsync(async () =>
    {
        using var host = await StartAsync(
            "user", configure: services => services.AddSingleton<IExternalScopeProvider>(new LoggerExternalScopeProvider()));

        _log.Warnings.Should().ContainSingle().Which.Should().StartWith("Tracing:Baggage:LogScope has no effect");
    });

    [Fact]
    public Task Log_ProviderThatIgnoresScopes_CostsNothingMore() => TracedFlow.RunAsync(async () =>
    {
        using var host = await StartAsync("user", logging => logging.ClearProviders().AddProvider(NullLoggerProvider.Instance));
        TraceBaggage.Set("user", "kim");
        var logger = Logger(host);

        Allocations.Of(() => logger.Log(LogLevel.Information, 1, "state", null, static (state, _) => state)).Should().Be(0);
    });

    [Fact]
    public Task Log_NothingListed_CostsNothingMore() => TracedFlow.RunAsync(async () =>
    {
        using var host = await StartAsync(null);
        TraceBaggage.Set("user", "kim");
        var scopes = host.Services.GetRequiredService<IExternalScopeProvider>();

        Allocations.Of(() => scopes.ForEachScope(static (_, _) => throw new InvalidOperationException("no scope"), 0)).Should().Be(0);
    });

    [Fact]
    public Task JsonConsole_LineOfAWorkersSpan_HasTheItem() => TracedFlow.RunAsync(async () =>
    {
        using var flow = new TracedFlow();
        using var host = await StartAsync("tenant", logging => logging.AddJsonConsole());
        using var span = flow.Start();
        TraceBaggage.Set("tenant", "acme");
        using var writer = new StringWriter();
        var formatter = host.Services.GetServices<ConsoleFormatter>().First(candidate => candidate.Name == ConsoleFormatterNames.Json);
        var entry = new LogEntry<string>(LogLevel.Information, "Orders", 7, "reserved", null, static (state, _) => state);
        formatter.Write(entry, host.Services.GetRequiredService<IExternalScopeProvider>(), writer);

        var scopes = JsonDocument.Parse(writer.ToString()).RootElement.GetProperty("Scopes").EnumerateArray().ToList();
        scopes[0].GetProperty("tenant").GetString().Should().Be("acme");
        scopes[1].GetProperty("TraceId").GetString().Should().Be(span.TraceId.ToHexString());
    });

    private static ILogger Logger(IHost host) => host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Orders");

    private async Task<IHost> StartAsync(string? keys, Action<ILoggingBuilder>? logging = null, Action<IServiceCollection>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Tracing:Baggage:LogScope"] = keys;
        builder.Logging.AddProvider(_lines).AddProvider(_log);
        logging?.Invoke(builder.Logging);
        builder.Services.AddDistributedTracingCore(options => options.Delivery.Enabled = false);
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    /// <summary>Keeps the scopes of the last line: pairs where a scope has them, otherwise its text.</summary>
    private sealed class ScopeReader : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider? _scopes;

        public List<string> Last { get; } = [];

        public List<string?> LastTexts { get; } = [];

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => categoryName == "Orders" ? this : NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Last.Clear();
            LastTexts.Clear();
            _scopes!.ForEachScope(static (scope, reader) => reader.Add(scope), this);
        }

        public void Dispose()
        {
        }

        private void Add(object? scope)
        {
            LastTexts.Add(scope?.ToString());
            Last.Add(scope switch
            {
                IEnumerable<KeyValuePair<string, object?>> pairs => string.Join(',', pairs.Select(pair => $"{pair.Key}={pair.Value}")),
                IEnumerable<KeyValuePair<string, string?>> pairs => string.Join(',', pairs.Select(pair => $"{pair.Key}={pair.Value}")),
                _ => $"{scope}",
            });
        }
    }
}
