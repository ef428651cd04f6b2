using System.Diagnostics;
using System.Net;
using DistributedTracing.Batching;
using DistributedTracing.Delivery;
using DistributedTracing.Tests.Shared;

namespace DistributedTracing.Tests.Delivery;

[Collection(nameof(ProcessWide))]
public sealed class OtlpProxyTests
{
    [Fact]
    public async Task Export_ToTheLoopbackOfAMachineWithAProxy_GoesThereDirectly()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var proxy = await OtlpCollector.StartAsync();
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);
        try
        {
            using var processor = new BatchSpanProcessor(
                OtlpDestination.Create(new DeliveryOptions { Endpoint = collector.Address }), new BatchingOptions(), new LogCollector());
            var span = new Activity("span") { ActivityTraceFlags = ActivityTraceFlags.Recorded };
            span.SetIdFormat(ActivityIdFormat.W3C).Start().Stop();
            processor.OnEnd(span);

            processor.ForceFlush(20_000).Should().BeTrue();
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        collector.Spans.Should().Be(1);
        proxy.Requests.Should().BeEmpty();
    }
}
