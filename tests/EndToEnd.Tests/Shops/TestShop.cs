using EndToEnd.Tests.Collector;
using Samples.Infrastructure.Processes;
using Samples.Infrastructure.Shopping;

namespace EndToEnd.Tests.Shops;

/// <summary>The sample services on PostgreSQL, exporting to a collector of the test's.</summary>
internal sealed class TestShop : IAsyncDisposable
{
    private readonly ShopDatabases _databases;
    private readonly OtlpCollector _collector;

    private TestShop(ShopDatabases databases, OtlpCollector collector, Shop shop)
    {
        _databases = databases;
        _collector = collector;
        Shop = shop;
    }

    public Shop Shop { get; }

    public OtlpCollector Collector => _collector;

    public static async Task<TestShop> StartAsync(Databases server, params (string Name, string Value)[] settings)
    {
        var databases = await server.CreateAsync();
        var collector = await OtlpCollector.StartAsync();
        var environment = ServiceEnvironment.For(collector.Endpoint);

        // A machine that builds something else meanwhile must not make a provider that answers look like one that does not.
        environment["Provider__Timeout"] = "00:00:02";
        foreach (var (name, value) in databases.Environment)
        {
            environment[name] = value;
        }

        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        try
        {
            return new TestShop(databases, collector, await Shop.StartAsync(environment));
        }
        catch
        {
            await collector.DisposeAsync();
            await databases.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gets everything the services wrote, for the message of a failed assertion.</summary>
    public string Logs => string.Join(
        Environment.NewLine,
        Shop.Services.SelectMany(service => service.Process.Output.Select(line => $"{service.Name}: {line}"))).Replace("{", "{{").Replace("}", "}}");

    /// <summary>Waits until the trace of a request about an order has the expected number of spans, those that are looked at.</summary>
    /// <returns>The trace, as it is when time is up at the latest, for the assertion that tells what is wrong.</returns>
    public async Task<IReadOnlyList<ReceivedSpan>> WaitForTraceAsync(
        string expected, Guid orderId, Func<IReadOnlyList<ReceivedSpan>, IReadOnlyList<ReceivedSpan>>? only = null)
    {
        var all = await _collector.WaitForAsync(spans => Count(Find(spans)) >= TraceTree.CountSpans(expected));
        return Find(all);

        IReadOnlyList<ReceivedSpan> Find(IReadOnlyList<ReceivedSpan> spans) =>
            TraceTree.Find(spans, expected).FirstOrDefault(trace => trace.Any(span => span["order.id"] == orderId.ToString())) ?? [];

        int Count(IReadOnlyList<ReceivedSpan> trace) => (only is null ? trace : only(trace)).Count;
    }

    /// <summary>Waits for a number of traces with the expected number of spans.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<ReceivedSpan>>> WaitForTracesAsync(string expected, int traces)
    {
        var all = await _collector.WaitForAsync(spans => TraceTree.Find(spans, expected).Sum(trace => trace.Count) >= traces * TraceTree.CountSpans(expected));
        return TraceTree.Find(all, expected);
    }

    public async ValueTask DisposeAsync()
    {
        await Shop.DisposeAsync();
        await _collector.DisposeAsync();
        await _databases.DisposeAsync();
    }
}
