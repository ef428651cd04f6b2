namespace TraceContext.Tests;

/// <summary>Services that write B3, once for all tests.</summary>
public sealed class B3Services : IAsyncLifetime
{
    private ServiceProcess? _single;
    private ServiceProcess? _multi;
    private ServiceProcess? _keepsNothing;

    /// <summary>Gets one that writes a single header.</summary>
    public Uri SingleHeader => _single!.Address;

    /// <summary>Gets one that writes several headers.</summary>
    public Uri SeveralHeaders => _multi!.Address;

    /// <summary>Gets one that writes a single header, and leaves out what it decides itself.</summary>
    public Uri KeepsNothing => _keepsNothing!.Address;

    public async Task InitializeAsync()
    {
        _single = await ServiceProcess.StartAsync(("Propagation:Inject:0", "b3"));
        _multi = await ServiceProcess.StartAsync(("Propagation:Inject:0", "b3multi"));
        _keepsNothing = await ServiceProcess.StartAsync(("Propagation:Inject:0", "b3"), ("Sampling:Ratio", "0"));
    }

    public Task DisposeAsync()
    {
        _single?.Dispose();
        _multi?.Dispose();
        _keepsNothing?.Dispose();
        return Task.CompletedTask;
    }
}
