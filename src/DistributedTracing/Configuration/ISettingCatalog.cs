using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>The settings of one options type, seen by the check that runs over all packages at start.</summary>
internal interface ISettingCatalog
{
    /// <summary>Gets the options type the settings end up in.</summary>
    Type OptionsType { get; }

    /// <summary>Gets every key, below the section <c>Tracing</c>.</summary>
    IEnumerable<SettingKey> Keys { get; }

    /// <summary>Gets the options as the application will use them.</summary>
    object Effective(IServiceProvider services);

    /// <summary>Finds every value that is not allowed.</summary>
    IReadOnlyList<ConfigurationProblem> FindProblems(IConfiguration configuration, object effective);
}
