using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DistributedTracing.Tests.Shared;
using DistributedTracing.Viewer.Internal.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.Viewer.Tests.Hosting;

public sealed class SharedStoreTests
{
    [Fact]
    public async Task Start_TwoServices_BothPagesShowTheSpansOfBoth()
    {
        var port = ViewerApp.FreePort();
        await using var orders = await ViewerApp.StartAsync("orders", port);
        await using var payments = await ViewerApp.StartAsync("payments", port);

        string[] traces = [orders.Record("create order"), payments.Record("pay")];

        foreach (var app in (ViewerApp[])[orders, payments])
        {
            foreach (var trace in traces)
            {
                await UntilAsync(() => app.ShowsAsync(trace));
            }

            (await app.GetAsync("/_tracing/api/services")).GetProperty("data").ToString().Should().Be("""["orders","payments"]""");
        }

        (RoleOf(orders), RoleOf(payments)).Should().Be((StoreRole.Holder, StoreRole.Sender));
        orders.Log.Warnings.Concat(payments.Log.Warnings).Should().BeEmpty();
    }

    [Fact]
    public async Task Holder_Ends_AnotherServiceTakesItsPlace()
    {
        var port = ViewerApp.FreePort();
        var orders = await ViewerApp.StartAsync("orders", port);
        await using var payments = await ViewerApp.StartAsync("payments", port);
        await using var stock = await ViewerApp.StartAsync("stock", port);
        (await orders.ShowsAsync(new string('1', 32))).Should().BeFalse();

        await orders.DisposeAsync();
        var trace = payments.Record("pay");

        await UntilAsync(() => payments.ShowsAsync(trace));
        await UntilAsync(() => stock.ShowsAsync(trace));
        ((StoreRole[])[RoleOf(payments), RoleOf(stock)]).Should().BeEquivalentTo([StoreRole.Holder, StoreRole.Sender]);
        payments.Log.Warnings.Concat(stock.Log.Warnings).Should().BeEmpty("an ended viewer is no failed export");
        payments.Log.Lines.Concat(stock.Log.Lines).Should().ContainSingle(line => line.Text.Contains("this one holds them from now on"));
    }

    [Fact]
    public async Task Holder_Stops_ItsLastSpansReachTheOthers()
    {
        var port = ViewerApp.FreePort();
        await using var orders = await ViewerApp.StartAsync("orders", port);
        var payments = await ViewerApp.StartAsync("payments", port);
        var trace = payments.Record("last");

        await payments.DisposeAsync();

        (await orders.ShowsAsync(trace)).Should().BeTrue("the sender flushes when it stops");
        payments.Log.Lines.Should().Contain(line => line.Text.Contains($"Tracing to the viewer at 127.0.0.1:{port} has stopped: 1 spans exported, 0 dropped"));
    }

    [Fact]
    public async Task Port_TakenByAnotherWebServer_WarnsOnceAndShowsOwnSpans()
    {
        await using var stranger = await OtlpCollector.StartAsync();
        var port = stranger.Address.Port;
        await using var orders = await ViewerApp.StartAsync("orders", port);

        var trace = orders.Record("create order");
        await UntilAsync(() => orders.ShowsAsync(trace));

        RoleOf(orders).Should().Be(StoreRole.Alone);
        orders.Log.Warnings.Should().ContainSingle().Which.Should().Contain("Tracing:Viewer:Port").And.Contain($"{port}");
        stranger.Spans.Should().Be(0);
    }

    [Fact]
    public async Task Port_TakenBySomethingSilent_WarnsOnceAndShowsOwnSpans()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        await using var orders = await ViewerApp.StartAsync("orders", ((IPEndPoint)stranger.LocalEndpoint).Port);

        var trace = orders.Record("create order");
        await UntilAsync(() => orders.ShowsAsync(trace));

        orders.Log.Warnings.Should().ContainSingle().Which.Should().Contain("Tracing:Viewer:Port");
    }

    [Fact]
    public async Task Port_FreedByStranger_IsTakenWithTheTracesKept()
    {
        using var stranger = new TcpListener(IPAddress.Loopback, 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;
        await using var orders = await ViewerApp.StartAsync("orders", port);
        var trace = orders.Record("create order");
        await UntilAsync(() => orders.ShowsAsync(trace));

        stranger.Stop();

        await Eventually.TrueAsync(() => RoleOf(orders) == StoreRole.Holder);
        (await orders.ShowsAsync(trace)).Should().BeTrue();
        await using var payments = await ViewerApp.StartAsync("payments", port);
        (await payments.ShowsAsync(trace)).Should().BeTrue();
    }

    [Theory]
    [InlineData("Production", null, false)]
    [InlineData("Staging", null, false)]
    [InlineData("Development", "false", false)]
    [InlineData("Production", "true", true)]
    public async Task Start_EnvironmentAndSetting_DecideWhetherItRuns(string environment, string? enabled, bool expected)
    {
        var port = ViewerApp.FreePort();
        await using var orders = await ViewerApp.StartAsync("orders", port, environment, new()
        {
            ["Tracing:Viewer:Enabled"] = enabled,
            ["Tracing:Delivery:Enabled"] = "false",
        });

        using var response = await orders.Client.GetAsync(new Uri("/_tracing", UriKind.Relative));
        using var socket = new TcpClient();
        var connect = () => socket.ConnectAsync(IPAddress.Loopback, port);

        response.StatusCode.Should().Be(expected ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        if (expected)
        {
            await connect.Should().NotThrowAsync();
        }
        else
        {
            await connect.Should().ThrowAsync<SocketException>();
        }
    }

    [Fact]
    public async Task Start_WrongPort_StopsTheStartAndNamesTheKey()
    {
        var start = () => ViewerApp.StartAsync("orders", 70_000);

        (await start.Should().ThrowAsync<TracingConfigurationException>()).Which.Message.Should().Contain("Tracing:Viewer:Port").And.Contain("65535");
    }

    [Fact]
    public async Task Summary_HolderAndSender_SayWhereToLook()
    {
        var port = ViewerApp.FreePort();
        await using var orders = await ViewerApp.StartAsync("orders", port);
        await using var payments = await ViewerApp.StartAsync("payments", port);

        SummaryOf(orders).Should().Contain($"Viewer: http://localhost:{orders.Address.Port}/_tracing" + Environment.NewLine.TrimEnd())
            .And.NotContain("traces are held by");
        SummaryOf(payments).Should().Contain(
            $"Viewer: http://localhost:{payments.Address.Port}/_tracing (traces are held by orders at http://127.0.0.1:{port})");
    }

    [Fact]
    public async Task AddViewer_Twice_AddsNothingTwice()
    {
        var port = ViewerApp.FreePort();
        await using var orders = await ViewerApp.StartAsync(
            "orders", 1, configure: tracing => tracing.AddViewer(viewer => viewer.Port = port).AddViewer(viewer => viewer.MaxTraces = 7));

        orders.Services.GetServices<DistributedTracing.Delivery.ISpanDestinationSource>().Should().ContainSingle();
        orders.Services.GetServices<Microsoft.AspNetCore.Hosting.IStartupFilter>().OfType<ViewerStartupFilter>().Should().ContainSingle();
        orders.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ViewerHostedService>().Should().ContainSingle();
        orders.Services.GetRequiredService<SharedStore>().State.Address.Port.Should().Be(port);
    }

    private static StoreRole RoleOf(ViewerApp app) => app.Services.GetRequiredService<SharedStore>().State.Role;

    private static string SummaryOf(ViewerApp app) => app.Log.Lines.Single(line => line.Level == LogLevel.Information && line.Text.Contains("Viewer:")).Text;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(20))
            {
                throw new TimeoutException("Not true within 20 s.");
            }

            await Task.Delay(20);
        }
    }
}
