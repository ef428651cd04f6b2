using DistributedTracing.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace DistributedTracing;

/// <summary>Checks the settings of every installed package in one pass, so that the user sees all problems at once.</summary>
internal sealed class TracingOptionsValidator(
    IServiceProvider services,
    IConfiguration configuration,
    IEnumerable<ISettingCatalog> catalogs) : IValidateOptions<TracingOptions>
{
    public ValidateOptionsResult Validate(string? name, TracingOptions options)
    {
        var keys = catalogs.SelectMany(catalog => catalog.Keys).ToList();
        var problems = UnknownKeys.Find(configuration, keys)
            .Concat(catalogs.SelectMany(catalog => catalog.FindProblems(configuration, Effective(catalog, options))))
            .Concat(TracingSettings.FindConflicts(options))
            .Select(problem => problem.ToString())
            .ToList();

        return problems.Count == 0 ? ValidateOptionsResult.Success : throw new TracingConfigurationException(problems);
    }

    private object Effective(ISettingCatalog catalog, TracingOptions options) =>
        catalog.OptionsType == typeof(TracingOptions) ? options : catalog.Effective(services);
}
