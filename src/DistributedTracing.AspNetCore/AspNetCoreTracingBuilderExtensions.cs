using DistributedTracing.AspNetCore.Internal;
using DistributedTracing.AspNetCore.Internal.Trust;
using DistributedTracing.Hosting;
using DistributedTracing.Propagation;
using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Explain;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DistributedTracing;

/// <summary>Adds tracing of incoming HTTP requests.</summary>
public static class AspNetCoreTracingBuilderExtensions
{
    /// <summary>Records a server span for each incoming request, with the attributes of the stable HTTP conventions.</summary>
    /// <param name="builder">The tracing builder.</param>
    /// <param name="configure">Changes what the configuration section <c>Tracing:AspNetCore</c> says.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// The framework makes the span; route, status and the other attributes are added once, when it ends, and only if it is recorded
    /// (<see href="https://github.com/open-telemetry/semantic-conventions/blob/v1.44.0/docs/http/http-spans.md#http-server"/>).
    /// <c>AddDistributedTracing</c> calls this already; calling it again adds the further configuration.
    /// </remarks>
    public static TracingBuilder AddAspNetCore(this TracingBuilder builder, Action<AspNetCoreTracingOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Services.All(service => service.ImplementationType != typeof(ServerSpanStartupFilter)))
        {
            // First in line, so outermost: a request that the host's own filters turn away is completed too.
            builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, ServerSpanStartupFilter>());
            builder.Services.AddSingleton<IStartupFilter, RequestAtHandListener>();
            builder.Services.AddSingleton<RequestArrival>();
            builder.Services.AddSingleton<IHeadDecision, UntracedPathFilter>();
            builder.Services.AddSingleton<IHeadDecision, IgnoredPathFilter>();
            builder.Services.AddSingleton<IHeadDecision, CallerDecision>();
            AddTrust(builder.Services);
            builder.Services.AddSingleton<CallerNotice>();
        }

        builder.Services.TryAddSingleton<IIncomingRequest, RequestBeingSampled>();
        builder.Services.TryAddSingleton<IQuestionStage, RequestInQuestion>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeveloperPageExceptionFilter, DeveloperPageExceptionRecorder>());
        return builder
            .AddSettings<AspNetCoreTracingOptions, AspNetCoreTracingSettings>(configure)
            .AddSource(HttpServerSpans.SourceName, "Microsoft.AspNetCore.SignalR.Server");
    }

    private static void AddTrust(IServiceCollection services)
    {
        services.AddSingleton<CallerTrust>();
        services.AddSingleton<ITrustPolicy>(provider => provider.GetRequiredService<CallerTrust>());
        services.AddSingleton<ConnectionTrust>();
        services.AddSingleton<ForeignContextWarning>();
        services.AddSingleton<RefusedForcing>();
        services.AddSingleton<ForcedSampling>();
        services.AddSingleton<IHeadDecision>(provider => provider.GetRequiredService<ForcedSampling>());
        services.AddSingleton<IStartupNote, TrustNote>();
        services.AddSingleton<IStartupNote, ForceSamplingNote>();
    }
}
