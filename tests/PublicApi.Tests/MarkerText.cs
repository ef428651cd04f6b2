using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>The attributes that tell a user whether to use something.</summary>
internal static class MarkerText
{
    public static IEnumerable<string> Of(MemberInfo member)
    {
        if (member.GetCustomAttribute<ObsoleteAttribute>() is { } obsolete)
        {
            yield return $"[Obsolete(\"{obsolete.Message}\"{(obsolete.IsError ? ", error" : string.Empty)})]";
        }

        if (member.GetCustomAttribute<ExperimentalAttribute>() is { } experimental)
        {
            yield return $"[Experimental(\"{experimental.DiagnosticId}\")]";
        }
    }
}
