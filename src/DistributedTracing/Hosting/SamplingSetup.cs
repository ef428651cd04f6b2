using DistributedTracing.Sampling;
using DistributedTracing.Sampling.Budgets;
using DistributedTracing.Sampling.Explain;
using DistributedTracing.Sampling.Reload;
using DistributedTracing.Sampling.Tail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace DistributedTracing.Hosting;

/// <summary>Puts the parts of sampling together.</summary>
internal static class SamplingSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(provider => new SamplingFaults(provider.GetRequiredService<ILoggerFactory>().CreateLogger("DistributedTracing.Sampling")));
        services.AddSingleton(provider => new SamplingSurroundings(
            provider.GetRequiredService<SamplingFaults>(), provider.GetServices<ITraceSampler>(), provider.GetRequiredService<BudgetTicker>()));
        services.AddSingleton(provider => new CurrentPolicy(new SamplingPolicy(SamplingOf(provider), provider.GetRequiredService<SamplingSurroundings>())));
        services.AddSingleton(provider => new SourceListener(RecordedSources.All(provider), provider.GetRequiredService<CurrentPolicy>()));
        services.AddSingleton(provider => new TracingSampler(
            provider.GetRequiredService<CurrentPolicy>(),
            provider.GetServices<IHeadDecision>(),
            provider.GetService<IIncomingRequest>(),
            provider.GetService<PluggedSampler>(),
            provider.GetRequiredService<RecordingMode>()));
        services.AddSingleton<RecordingMode>();
        services.AddSingleton<IStartupNote, TailNote>();
        services.AddSingleton<HeadSampling>();
        services.AddSingleton<IReloadedSampling>(provider => provider.GetRequiredService<HeadSampling>());
        services.AddSingleton<SamplingReload>();
        services.AddSingleton(provider => new SamplingExplain(
            provider.GetRequiredService<CurrentPolicy>(),
            provider.GetServices<IHeadDecision>(),
            provider.GetService<IIncomingRequest>(),
            provider.GetService<IQuestionStage>(),
            provider.GetService<PluggedSampler>()));
    }

    /// <summary>Tells the rules the resource as the application has made it.</summary>
    public static void Complete(IServiceProvider services, TracerProvider tracerProvider)
    {
        var surroundings = services.GetRequiredService<SamplingSurroundings>();
        surroundings.Resource = Last(tracerProvider.GetResource().Attributes);
        var options = SamplingOf(services);
        if (options.Rules.Any(rule => rule.Resource.Count > 0))
        {
            var current = services.GetRequiredService<CurrentPolicy>();
            current.Replace(new SamplingPolicy(options, surroundings, current.Value));
        }
    }

    private static Dictionary<string, object> Last(IEnumerable<KeyValuePair<string, object>> attributes)
    {
        var last = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in attributes)
        {
            last[key] = value;
        }

        return last;
    }

    private static SamplingOptions SamplingOf(IServiceProvider services) => services.GetRequiredService<IOptions<TracingOptions>>().Value.Sampling;
}
