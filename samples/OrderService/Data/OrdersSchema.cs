using System.Data.Common;
using System.Diagnostics;
using DistributedTracing;

namespace OrderService.Data;

/// <summary>Creates and fills the database before the first request, as soon as its server answers.</summary>
internal sealed class OrdersSchema(IServiceScopeFactory scopes, ILogger<OrdersSchema> logger) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await Spans.Source.RunAsync("create orders database", _ => CreateAsync(cancellationToken));
                return;
            }
            catch (DbException exception) when (waiting.Elapsed < Patience)
            {
                // The server is still starting, or another instance of this service was faster.
                logger.LogWarning("The database does not answer yet: {Reason}", exception.Message);
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<OrdersContext>().Database.EnsureCreatedAsync(cancellationToken);
    }
}
