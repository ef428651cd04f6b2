using System.Globalization;
using Demo.Traces;
using Samples.Infrastructure;
using Samples.Infrastructure.Processes;
using Samples.Infrastructure.Shopping;

namespace Demo;

/// <summary>The demo from start to end: infrastructure, services, load, the slow checkout's trace, links. Stops all it started.</summary>
internal sealed class DemoRun(DemoArguments arguments)
{
    private readonly Report _report = new();
    private readonly int _viewerPort = LoopbackPort.FindFree();

    /// <returns>The process's exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var provisions = new List<Provision>();
        try
        {
            _report.Title();
            foreach (var need in Need.All)
            {
                provisions.Add(await ProvideAsync(need, cancellationToken));
            }

            await using var shop = await Shop.StartAsync(Environment(provisions), cancellationToken);
            _report.Services(shop);
            return await ShowAsync(shop, new SlowCheckout(hasSql: provisions.All(provision => !provision.IsStandIn)), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _report.Line("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception)
        {
            _report.Failure(exception.Message);
            return ExitCodes.Failure;
        }
        finally
        {
            foreach (var provision in provisions)
            {
                await provision.DisposeAsync();
            }
        }
    }

    private async Task<Provision> ProvideAsync(Need need, CancellationToken cancellationToken)
    {
        var provision = await need.ProvideAsync(reason => _report.Fact(need.Name, reason), cancellationToken);
        _report.Fact(need.Name, provision.Description);
        return provision;
    }

    private async Task<int> ShowAsync(Shop shop, SlowCheckout expected, CancellationToken cancellationToken)
    {
        LoadOrders orders;
        try
        {
            orders = await new Load(shop.Customer, _report).SendAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _report.Failure(exception.Message);
            _report.LogLines(shop);
            return ExitCodes.Failure;
        }

        using var traces = new JaegerClient(_viewerPort);
        var slow = await traces.WaitForAsync(orders.Slow, expected.IsWhole, cancellationToken);
        if (expected.WhatIsMissing(slow) is { } missing)
        {
            _report.Failure(missing);
            return ExitCodes.Failure;
        }

        _report.Heading($"The slow checkout: one trace, {slow!.Spans.Count} spans, {slow.Services.Count} services");
        _report.Waterfall(slow);
        _report.LogLines(shop, slow.Id);
        await LinksAsync(shop, traces, orders, slow, cancellationToken);
        await KeepRunningAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private async Task LinksAsync(Shop shop, JaegerClient traces, LoadOrders orders, Trace slow, CancellationToken cancellationToken)
    {
        var page = $"http://localhost:{shop.Order.Port}/_tracing";
        var declined = await traces.WaitForAsync(orders.Declined, trace => trace.Services.Count == 3, cancellationToken);
        var lookup = await traces.WaitForAsync(orders.LookedAt, trace => trace.Root?.Name.StartsWith("GET", StringComparison.Ordinal) == true, cancellationToken);
        _report.Heading("Open in a browser");
        _report.Link("The slow checkout", page, slow);
        _report.Link("The declined card", page, declined);
        _report.Link("The N+1 query", page, lookup);
        _report.Link("All traces", page, trace: null);
    }

    private async Task KeepRunningAsync(CancellationToken cancellationToken)
    {
        _report.Line(arguments.KeepRunning == Timeout.InfiniteTimeSpan
            ? "Running until Ctrl+C."
            : string.Create(CultureInfo.InvariantCulture, $"The pages end after {arguments.KeepRunning.TotalSeconds:0} s; bash samples/demo.sh --keep keeps them until Ctrl+C."));
        await Task.Delay(arguments.KeepRunning, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Dictionary<string, string?> Environment(IEnumerable<Provision> provisions)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Tracing__Viewer__Port"] = _viewerPort.ToString(CultureInfo.InvariantCulture),
            ["Logging__LogLevel__Default"] = "Warning",
            ["Logging__Console__FormatterOptions__SingleLine"] = "true",
        };
        foreach (var (name, value) in provisions.SelectMany(provision => provision.Environment))
        {
            environment[name] = value;
        }

        return environment;
    }
}
