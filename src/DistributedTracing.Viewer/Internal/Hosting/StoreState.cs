using DistributedTracing.Viewer.Internal.Web;

namespace DistributedTracing.Viewer.Internal.Hosting;

/// <summary>Where the store is, as this process sees it.</summary>
/// <param name="Role">This process's part.</param>
/// <param name="Address">Where spans are sent and queries answered.</param>
/// <param name="Held">The store, when this process holds it.</param>
/// <param name="Holder">The name of the service that holds it.</param>
internal sealed record StoreState(StoreRole Role, Uri Address, HeldStore? Held, string? Holder);
