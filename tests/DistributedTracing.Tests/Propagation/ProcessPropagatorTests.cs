using System.Diagnostics;
using DistributedTracing.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;

namespace DistributedTracing.Tests.Propagation;

/// <summary>What a started host makes the process propagate with.</summary>
[Collection(nameof(ProcessWide))]
public sealed class ProcessPropagatorTests : IDisposable
{
    private readonly DistributedContextPropagator _before = DistributedContextPropagator.Current;
    private readonly TextMapPropagator _openTelemetryBefore = Propagators.DefaultTextMapPropagator;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_ConfiguredFormats_AreUsedEverywhereAlsoWhenTracingIsOff(bool isEnabled)
    {
        using var host = ConfiguredHost.Build(
            [("Tracing:Propagation:Inject", "b3"), ("Tracing:Delivery:Enabled", "false"), ("Tracing:Enabled", isEnabled.ToString())]);
        await host.StartAsync();

        DistributedContextPropagator.Current.Fields.Should().Equal("b3");
        host.Services.GetRequiredService<DistributedContextPropagator>().Fields.Should().Equal("b3");
        Propagators.DefaultTextMapPropagator.Fields.Should().Equal("b3");
        await host.StopAsync();
    }

    public void Dispose()
    {
        DistributedContextPropagator.Current = _before;
        Sdk.SetDefaultTextMapPropagator(_openTelemetryBefore);
    }
}
