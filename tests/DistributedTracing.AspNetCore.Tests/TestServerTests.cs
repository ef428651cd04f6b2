using System.Diagnostics;
using DistributedTracing.Delivery;
using DistributedTracing.Tests.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTracing.AspNetCore.Tests;

/// <summary>The in-memory server that WebApplicationFactory uses has no addresses and no remote address.</summary>
public sealed class TestServerTests
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Request_ToATestServer_IsTraced(string environment)
    {
        var exporter = new MemoryExporter();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        builder.Configuration["Tracing:Viewer:Enabled"] = "false";
        builder.Services.AddSingleton<ISpanDestinationSource>(new MemoryDestination(exporter));
        builder.Services.AddDistributedTracing();
        await using var app = builder.Build();
        app.MapGet("/orders/{id}", (int id) => id);
        await app.StartAsync();
        using var client = app.GetTestClient();

        await client.GetStringAsync("/orders/7");
        await app.StopAsync();

        var span = exporter.Spans.Should().ContainSingle().Subject;
        span.DisplayName.Should().Be("GET /orders/{id}");
        span.Kind.Should().Be(ActivityKind.Server);
        span.GetTagItem("client.address").Should().BeNull();
    }
}
