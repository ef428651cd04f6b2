namespace Samples.Infrastructure;

/// <summary>A piece of infrastructure that is there for the services.</summary>
/// <param name="description">What it is and where it came from, for people.</param>
/// <param name="environment">The environment variables by which the services find it.</param>
/// <param name="owned">What ends with the demo; <see langword="null"/> for what was there before.</param>
public sealed class Provision(string description, IReadOnlyDictionary<string, string> environment, IAsyncDisposable? owned = null) : IAsyncDisposable
{
    /// <summary>Gets whether there is nothing, and the services make do with their memory.</summary>
    public bool IsStandIn { get; init; }

    public string Description => description;

    public IReadOnlyDictionary<string, string> Environment => environment;

    public ValueTask DisposeAsync() => owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
