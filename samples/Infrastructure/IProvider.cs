namespace Samples.Infrastructure;

/// <summary>One way to get a piece of infrastructure, such as starting a database server.</summary>
public interface IProvider
{
    /// <summary>Provides it, if this way is open on this machine.</summary>
    /// <param name="report">Told why the way is not open.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>What was provided, or <see langword="null"/>.</returns>
    Task<Provision?> TryProvideAsync(Action<string> report, CancellationToken cancellationToken);
}
