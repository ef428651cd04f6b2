using Microsoft.Extensions.Configuration;

namespace DistributedTracing.Configuration;

/// <summary>One configuration key: how it is read, what it may be, and how its value is shown.</summary>
internal abstract class Setting<TOptions>(string key, string allowed)
{
    /// <summary>Gets the key below the section <c>Tracing</c>, such as <c>Sampling:Ratio</c>.</summary>
    public string Key => key;

    /// <summary>Gets what the value must be, to end the sentence "must be …".</summary>
    public string Allowed => allowed;

    /// <summary>Gets whether keys below this one are its value (a list or a map) and not settings of their own.</summary>
    public virtual bool OwnsChildren => false;

    /// <summary>Reads the section into the options; on a value that is not allowed leaves them alone.</summary>
    /// <returns>The refused values, each with the configuration path that holds it.</returns>
    public abstract IEnumerable<RefusedValue> Read(IConfigurationSection section, TOptions options);

    /// <summary>Checks the value the options ended up with, whoever set it.</summary>
    /// <param name="options">The options.</param>
    /// <param name="path">The full configuration path of this setting.</param>
    /// <returns>The refused values.</returns>
    public abstract IEnumerable<RefusedValue> Check(TOptions options, string path);
}
