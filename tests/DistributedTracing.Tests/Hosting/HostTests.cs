using System.Diagnostics;
using DistributedTracing.Delivery;
using DistributedTracing.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DistributedTracing.Tests.Hosting;

public sealed class HostTests
{
    private readonly MemoryExporter _exporter = new();
    private readonly LogCollector _log = new();
    private readonly string _source = $"tests.{Guid.NewGuid():N}";

    [Fact]
    public async Task Start_BeforeOtherHostedServices_RecordsTheirSpans()
    {
        using var host = Build(builder =>
        {
            builder.Services.AddHostedService(_ => new SpanAtStart(_source));
            builder.Services.AddDistributedTracingCore().AddSource(_source);
        });

        await host.StartAsync();
        await host.StopAsync();

        _exporter.Spans.Select(span => span.DisplayName).Should().Equal("at start", "at stop");
    }

    [Fact]
    public async Task Stop_ByTheHost_ExportsWhatWaitsAndSaysHowMany()
    {
        using var host = Build(builder => builder.Services.AddDistributedTracingCore().AddSource(_source));
        await host.StartAsync();
        using var source = new ActivitySource(_source);
        source.StartSpan("last").Dispose();

        await host.StopAsync();

        _exporter.Spans.Should().ContainSingle();
        _log.Lines.Select(line => line.Text).Should().Contain("Tracing to memory has stopped: 1 spans exported, 0 dropped.");
    }

    [Fact]
    public async Task Stop_OneDestinationHangs_TheOtherIsStillFlushed()
    {
        using var release = new ManualResetEventSlim();
        using var host = Build(builder =>
        {
            var hanging = new MemoryExporter(() =>
            {
                release.Wait();
                return ExportResult.Success;
            });
            builder.Services.Insert(0, ServiceDescriptor.Singleton<ISpanDestinationSource>(new MemoryDestination(hanging)));
            builder.Services.AddDistributedTracingCore().AddSource(_source);
        });
        await host.StartAsync();
        using var source = new ActivitySource(_source);
        source.StartSpan("span").Dispose();
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        var stop = async () => await host.StopAsync(impatient.Token);

        await stop.Should().NotThrowAsync();
        _exporter.Spans.Should().ContainSingle();
        _log.Warnings.Should().Contain(line => line.StartsWith("The host's shutdown time ended", StringComparison.Ordinal));
        release.Set();
    }

    [Fact]
    public async Task AddDistributedTracingCore_Twice_ExportsEachSpanOnce()
    {
        using var host = Build(builder =>
        {
            builder.Services.AddDistributedTracingCore().AddSource(_source);
            builder.Services.AddDistributedTracingCore(options => options.ServiceName = "second").AddSource(_source);
        });
        await host.StartAsync();
        using var source = new ActivitySource(_source);
        source.StartSpan("span").Dispose();
        await host.StopAsync();

        _exporter.Spans.Should().ContainSingle();
        Resource(host)["service.name"].Should().Be("second");
    }

    [Fact]
    public async Task ConfigureTracerProvider_OfTheApplication_SharesTheProviderAndItsProcessorsRunBeforeTheExport()
    {
        using var host = Build(builder =>
        {
            builder.Services.AddDistributedTracingCore();
            builder.Services.ConfigureOpenTelemetryTracerProvider(provider => provider.AddSource(_source).AddSource(_source).AddProcessor(new Tagger()));
            new OwnBuilder(builder.Services).WithTracing(provider => provider.AddSource(_source));
        });
        await host.StartAsync();
        host.Services.GetServices<TracerProvider>().Should().ContainSingle();
        using var source = new ActivitySource(_source);
        source.StartSpan("span").Dispose();
        await host.StopAsync();

        _exporter.Spans.Should().ContainSingle().Which.GetTagItem("tagged").Should().Be(true);
    }

    [Fact]
    public void AddDistributedTracingCore_BesideAProviderBuiltByTheApplication_SaysWhatToDo()
    {
        using var own = Sdk.CreateTracerProviderBuilder().Build();
        var services = new ServiceCollection().AddSingleton(own);

        var add = () => services.AddDistributedTracingCore();

        add.Should().Throw<InvalidOperationException>().WithMessage("*ConfigureTracerProvider*");
    }

    [Fact]
    public void AddOtlpExporter_OfTheApplication_TurnsOurDefaultExportOff()
    {
        using var host = BuildWithoutMemory(builder =>
        {
            builder.Services.AddDistributedTracingCore().ConfigureTracerProvider(provider => provider.AddOtlpExporter());
        });

        host.Services.GetRequiredService<DistributedTracing.Hosting.ExportDecision>().IsExporting.Should().BeFalse();
    }

    [Theory]
    [InlineData(null, null, true, "http://localhost:4318/v1/traces (default, set Tracing:Delivery:Endpoint)")]
    [InlineData("Tracing:Delivery:Enabled", "false", false, "off, as configured")]
    [InlineData("OTEL_TRACES_EXPORTER", "none", false, "off, as configured")]
    [InlineData("Tracing:Delivery:Endpoint", "https://u:p@otlp.example", true, "https://otlp.example/v1/traces")]
    public void ExportDecision_NothingElseTakesTheSpans_FollowsTheConfiguration(string? key, string? value, bool isExporting, string reason)
    {
        using var host = BuildWithoutMemory(builder =>
        {
            builder.Configuration.AddInMemoryCollection(key is null ? [] : [new(key, value)]);
            builder.Services.AddDistributedTracingCore();
        });

        var decision = host.Services.GetRequiredService<DistributedTracing.Hosting.ExportDecision>();

        decision.IsExporting.Should().Be(isExporting);
        decision.Reason.Should().Be(reason);
    }

    [Fact]
    public async Task Enabled_False_RecordsNothingAndSaysSo()
    {
        using var host = Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Tracing:Enabled", "false")]);
            builder.Services.AddDistributedTracingCore().AddSource(_source);
        });
        await host.StartAsync();
        using var source = new ActivitySource(_source);
        source.StartSpan("span").Activity.Should().BeNull();
        await host.StopAsync();

        _log.Warnings.Should().ContainSingle(line => line.StartsWith("Tracing is off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Resource_OfAConfiguredService_HasTheConventionalAttributes()
    {
        using var host = Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(
            [
                new("Tracing:ServiceName", "orders"),
                new("Tracing:ServiceVersion", "1.2.3"),
                new("Tracing:Environment", "staging"),
                new("Tracing:Resource:k8s.pod.name", "orders-7"),
                new("OTEL_RESOURCE_ATTRIBUTES", "team=shop,service.name=ignored,k8s.pod.name=also-ignored"),
            ]);
            builder.Services.AddDistributedTracingCore();
        });
        await host.StartAsync();

        var resource = Resource(host);

        resource["service.name"].Should().Be("orders");
        resource["service.version"].Should().Be("1.2.3");
        resource["deployment.environment.name"].Should().Be("staging");
        resource["k8s.pod.name"].Should().Be("orders-7");
        resource["team"].Should().Be("shop");
        resource["host.name"].Should().Be(Environment.MachineName);
        resource["process.pid"].Should().Be((long)Environment.ProcessId);
        Guid.TryParse((string)resource["service.instance.id"], out _).Should().BeTrue();
        resource["telemetry.sdk.language"].Should().Be("dotnet");
        await host.StopAsync();
    }

    [Fact]
    public async Task Start_Always_LogsWhatTracingDoes()
    {
        using var host = Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(
            [
                new("Tracing:ServiceName", "orders"),
                new("Tracing:ServiceVersion", "1.2.3"),
                new("Tracing:Environment", "staging"),
                new("Tracing:Sampling:Ratio", "0.25"),
                new("Tracing:Delivery:Endpoint", "http://user:secret@127.0.0.1:1/"),
                new("OTEL_BSP_SCHEDULE_DELAY", "soon"),
            ]);
            builder.Services.AddDistributedTracingCore();
        });

        await host.StartAsync();
        await host.StopAsync();

        _log.Lines.Select(line => line.Text).Should().Contain(string.Join(
            Environment.NewLine,
            "Tracing orders 1.2.3 (staging).",
            "  Sampling: 25 % of new traces; callers' decisions are followed",
            "  Context: reads tracecontext, b3, b3multi, jaeger, baggage; writes tracecontext, baggage",
            "  Context goes to: internal hosts",
            "  Export: http://127.0.0.1:1/v1/traces"));
        _log.Warnings.Should().ContainSingle().Which.Should().Be(
            "Configuration: OTEL_BSP_SCHEDULE_DELAY = \"soon\": ignored, it must be a whole number of milliseconds from 10 to 300000.");
    }

    [Theory]
    [InlineData("*", "*", "every host")]
    [InlineData("internal,*.example.com", "tenant,user.*", "internal hosts, *.example.com; of the baggage tenant, user.*")]
    [InlineData("", "", "none; of the baggage none")]
    public async Task Start_OutgoingLists_AreInTheSummary(string hosts, string keys, string line)
    {
        using var host = Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Tracing:Propagation:Outgoing:Hosts", hosts), new("Tracing:Propagation:Outgoing:BaggageKeys", keys)]);
            builder.Services.AddDistributedTracingCore();
        });

        await host.StartAsync();
        await host.StopAsync();

        _log.Lines.Should().ContainSingle(entry => entry.Text.Contains(Environment.NewLine + "  Context goes to: " + line + Environment.NewLine, StringComparison.Ordinal));
    }

    private static Dictionary<string, object> Resource(IHost host) =>
        host.Services.GetRequiredService<TracerProvider>().GetResource().Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value);

    private IHost Build(Action<HostApplicationBuilder> configure) => BuildWithoutMemory(builder =>
    {
        builder.Services.AddSingleton<ISpanDestinationSource>(new MemoryDestination(_exporter));
        configure(builder);
    });

    private IHost BuildWithoutMemory(Action<HostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = $"app{Guid.NewGuid():N}" });
        builder.Logging.AddProvider(_log).AddFilter((category, _) => category?.StartsWith("DistributedTracing", StringComparison.Ordinal) == true);
        configure(builder);
        return builder.Build();
    }

    private sealed class SpanAtStart(string name) : IHostedService
    {
        private readonly ActivitySource _source = new(name);

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _source.StartSpan("at start").Dispose();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _source.StartSpan("at stop").Dispose();
            return Task.CompletedTask;
        }
    }

    private sealed class Tagger : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => data.SetTag("tagged", true);
    }

    private sealed record OwnBuilder(IServiceCollection Services) : IOpenTelemetryBuilder;
}
