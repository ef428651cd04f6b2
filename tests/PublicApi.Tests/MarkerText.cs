using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>The attributes that tell a user whether to use something.</summary>
internal static class MarkerText
{
    public static IEnumerable<string> Of(MemberInfo member)
    {
        if (member.GetCustomAttribute<ObsoleteAttribute>() is { } obsolete && !IsForOldCompilers(member))
        {
            yield return $"[Obsolete(\"{obsolete.Message}\"{(obsolete.IsError ? ", error" : string.Empty)})]";
        }

        if (member.GetCustomAttribute<ExperimentalAttribute>() is { } experimental)
        {
            yield return $"[Experimental(\"{experimental.DiagnosticId}\")]";
        }
    }

    // The compiler's own, on ref structs and on the constructors of a type with required members.
    private static bool IsForOldCompilers(MemberInfo member) =>
        member is Type { IsByRefLike: true } || member is ConstructorInfo && member.GetCustomAttributes<CompilerFeatureRequiredAttribute>().Any(feature => feature.FeatureName == CompilerFeatureRequiredAttribute.RequiredMembers);
}
