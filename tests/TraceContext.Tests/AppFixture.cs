using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using TraceContextApp;

namespace TraceContext.Tests;

/// <summary>The service under test, once for all tests, on a real Kestrel.</summary>
public sealed class AppFixture : IAsyncLifetime
{
    private readonly WebApplication _app = CallingApp.Create(["--urls", "http://127.0.0.1:0", "--Tracing:Delivery:Enabled", "false", "--Logging:LogLevel:Default", "Warning"]);

    /// <summary>Gets the address of the endpoint that makes calls.</summary>
    public Uri Address => new(new Uri(_app.Urls.Single()), "/test");

    public Task InitializeAsync() => _app.StartAsync();

    public async Task DisposeAsync() => await _app.DisposeAsync();
}
