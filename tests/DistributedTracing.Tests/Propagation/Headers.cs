using DistributedTracing.Propagation;
using static System.Diagnostics.DistributedContextPropagator;

namespace DistributedTracing.Tests.Propagation;

/// <summary>The headers of a request, read as ASP.NET Core reads them: names in any case, duplicates joined by a comma.</summary>
internal sealed class Headers : Dictionary<string, string>
{
    public static readonly PropagatorGetterCallback Getter = Get;
    public static readonly PropagatorGetterCallback ListGetter = GetList;
    public static readonly PropagatorSetterCallback Setter = (carrier, name, value) => ((Headers)carrier!)[name] = value;

    public Headers()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    public Headers(params (string Name, string Value)[] headers)
        : this()
    {
        foreach (var (name, value) in headers)
        {
            this[name] = TryGetValue(name, out var present) ? present + "," + value : value;
        }
    }

    private static void Get(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        values = null;
        ((Headers)carrier!).TryGetValue(name, out value);
    }

    // As carriers of messaging clients answer: a list, one entry for each header.
    private static void GetList(object? carrier, string name, out string? value, out IEnumerable<string>? values)
    {
        value = null;
        values = ((Headers)carrier!).TryGetValue(name, out var joined) ? joined.Split(',') : null;
    }
}
