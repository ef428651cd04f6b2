using DistributedTracing.Delivery;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Viewer.Internal.Hosting;

/// <summary>Sends the spans of this process to the store, wherever it is held; also when it is held here.</summary>
internal sealed class ViewerDestinationSource(
    ViewerActivation activation, IServiceProvider services, IOptions<ViewerTracingOptions> options) : ISpanDestinationSource
{
    public BatchingOptions Batching { get; } = new() { Delay = TimeSpan.FromMilliseconds(200) };

    public bool IsActive => activation.IsActive;

    public SpanDestination Create()
    {
        var store = (SharedStore)services.GetService(typeof(SharedStore))!;
        var delivery = new DeliveryOptions { Endpoint = store.State.Address, Timeout = TimeSpan.FromSeconds(5) };

        // The page shows whether it works; the log is for the export that production depends on.
        return OtlpDestination.Create(delivery, inner => new StoreAddressHandler(store, inner)) with
        {
            Name = FormattableString.Invariant($"the viewer at 127.0.0.1:{options.Value.Port}"),
            IsConvenience = true,
        };
    }
}
