using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;

namespace DistributedTracing.Hosting;

/// <summary>Whether the application registered an OTLP exporter itself; a second one would send each span twice.</summary>
internal sealed class OwnOtlpExporter(IServiceCollection services)
{
    // AddOtlpExporter and UseOtlpExporter register this factory; nothing else does.
    public bool IsRegistered => services.Any(service => service.ServiceType == typeof(IOptionsFactory<OtlpExporterOptions>));
}
