using DistributedTracing.Hosting;
using DistributedTracing.Viewer.Internal.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DistributedTracing.Viewer.Internal.Hosting;

/// <summary>Tells in the startup summary where to look.</summary>
internal sealed class ViewerNote(ViewerActivation activation, IServiceProvider services) : IStartupNote
{
    public string? Text
    {
        get
        {
            if (!activation.IsActive)
            {
                return null;
            }

            var state = services.GetRequiredService<SharedStore>().State;
            var page = (AddressOfApplication() ?? state.Address.GetLeftPart(UriPartial.Authority)) + ViewerSite.Path;
            return state.Role == StoreRole.Sender
                ? $"Viewer: {page} (traces are held by {state.Holder} at {state.Address.GetLeftPart(UriPartial.Authority)})"
                : $"Viewer: {page}";
        }
    }

    /// <summary>Gets an address of the application that this machine reaches, http before https; none in a worker.</summary>
    private string? AddressOfApplication() => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses
        .Select(ToLocal)
        .OfType<string>()
        .OrderBy(address => address.StartsWith("https", StringComparison.Ordinal))
        .FirstOrDefault();

    private static string? ToLocal(string address)
    {
        // A Unix socket or a named pipe has no address for a browser.
        if (address.Contains("unix:", StringComparison.Ordinal) || address.Contains("pipe:", StringComparison.Ordinal))
        {
            return null;
        }

        var binding = BindingAddress.Parse(address);
        return binding.Host switch
        {
            "*" or "+" or "0.0.0.0" or "[::]" or "localhost" or "127.0.0.1" or "[::1]" => $"{binding.Scheme}://localhost:{binding.Port}",
            _ => null,
        };
    }
}
