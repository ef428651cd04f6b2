using System.Diagnostics;
using EndToEnd.Tests.Collector;
using EndToEnd.Tests.Shops;
using Samples.Infrastructure.Processes;
using Samples.Infrastructure.Shopping;

namespace EndToEnd.Tests;

/// <summary>One service without a database, and collectors that are late, gone, slow or in trouble.</summary>
public sealed class DeliveryTests
{
    private const int Requests = 50;
    private const int SpansPerRequest = 2;

    /// <summary>Half of what one export attempt may take: a request that waited for an export would not make it.</summary>
    private static readonly TimeSpan FastEnough = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Collector_StartsAfterTheRequests_GetsEverySpan()
    {
        var port = LoopbackPort.FindFree();
        await using var service = await StartAsync($"http://127.0.0.1:{port}");
        await SendAsync(service);
        await WaitForLogAsync(service, "cannot be exported");

        await using var collector = await OtlpCollector.StartAsync(port: port);

        var spans = await collector.WaitForAsync(received => RequestSpans(received).Count == Requests * SpansPerRequest);
        RequestSpans(spans).Should().HaveCount(Requests * SpansPerRequest, Logs(service));
    }

    [Fact]
    public async Task Service_Terminated_SendsWhatItHasBefore()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var service = await StartAsync(collector.Endpoint, ("Tracing__Batching__Delay", "00:05:00"));
        await SendAsync(service);
        var before = RequestSpans(collector.Spans).Count;

        var ended = await service.Process.StopAsync();

        before.Should().Be(0, "the batch's delay is not over");
        ended.Should().BeTrue();
        RequestSpans(collector.Spans).Should().HaveCount(Requests * SpansPerRequest, Logs(service));
        service.Process.ExitCode.Should().Be(0, Logs(service));
    }

    [Fact]
    public Task Requests_NobodyListens_AreAnsweredAtOnce() => RequestsShouldBeUndisturbedAsync($"http://127.0.0.1:{LoopbackPort.FindFree()}");

    [Theory]
    [InlineData(CollectorBehavior.Refuse)]
    [InlineData(CollectorBehavior.Hang)]
    public async Task Requests_CollectorInTrouble_AreAnsweredAtOnce(CollectorBehavior behavior)
    {
        await using var collector = await OtlpCollector.StartAsync(behavior);
        await RequestsShouldBeUndisturbedAsync(collector.Endpoint, () => collector.Requests > 0);
    }

    private static async Task RequestsShouldBeUndisturbedAsync(string endpoint, Func<bool>? isTried = null)
    {
        await using var service = await StartAsync(endpoint);
        await SendAsync(service);
        await Polling.UntilAsync(() => Task.FromResult(isTried?.Invoke() ?? true), tried => tried, FastEnough);

        var sending = Stopwatch.StartNew();
        await SendAsync(service);
        sending.Stop();
        var stopping = Stopwatch.StartNew();
        var ended = await service.Process.StopAsync();

        sending.Elapsed.Should().BeLessThan(FastEnough);
        ended.Should().BeTrue("the stop does not wait for the collector; it took {0}", stopping.Elapsed);
        service.Process.ExitCode.Should().Be(0, Logs(service));
        service.Process.Output.Should().NotContain(line => line.Contains("nhandled") || line.StartsWith("fail:"));
        service.Process.Output.Should().Contain(line => line.Contains("Tracing to") && line.Contains("dropped"), "what is lost is told");
    }

    private static async Task<ServiceProcess> StartAsync(string endpoint, params (string Name, string Value)[] settings)
    {
        var environment = ServiceEnvironment.For(endpoint);
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var service = ServiceProcess.Start("OrderService", environment);
        try
        {
            await service.WaitUntilHealthyAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    // Orders that do not exist: two spans each, and no other service is needed.
    private static async Task SendAsync(ServiceProcess service)
    {
        using var customer = new ShopClient(service.Address);
        for (var i = 0; i < Requests; i++)
        {
            using var response = await customer.GetOrderAsync(Guid.NewGuid());
        }
    }

    private static List<ReceivedSpan> RequestSpans(IReadOnlyList<ReceivedSpan> spans) =>
        [.. spans.Where(span => span.Name is "GET /orders/{id:guid}" or "load order {order.id}")];

    private static async Task WaitForLogAsync(ServiceProcess service, string text) =>
        (await Polling.UntilAsync(
            () => Task.FromResult(service.Process.Output.Any(line => line.Contains(text))), found => found, TimeSpan.FromSeconds(20)))
        .Should().BeTrue(Logs(service));

    private static string Logs(ServiceProcess service) =>
        string.Join(Environment.NewLine, service.Process.Output).Replace("{", "{{").Replace("}", "}}");
}
