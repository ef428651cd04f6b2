using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DistributedTracing.Configuration;

/// <summary>Fills an integration's options from its part of the section; the application's own <c>Configure</c> calls come after it.</summary>
internal sealed class CatalogSetup<TOptions>(IConfiguration configuration, SettingCatalog<TOptions> catalog) : IConfigureOptions<TOptions>
    where TOptions : class, new()
{
    public void Configure(TOptions options) => catalog.Read(configuration, options);
}
