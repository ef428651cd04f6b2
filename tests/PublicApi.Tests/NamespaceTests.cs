using System.Reflection;
using System.Runtime.CompilerServices;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>Members appear where a user looks for them, without a using directive to be found first.</summary>
public sealed class NamespaceTests
{
    private static readonly Dictionary<string, string> NamespaceOfExtended = new()
    {
        ["IServiceCollection"] = "Microsoft.Extensions.DependencyInjection",
        ["IApplicationBuilder"] = "Microsoft.AspNetCore.Builder",
        ["IEndpointRouteBuilder"] = "Microsoft.AspNetCore.Builder",
    };

    private static IEnumerable<Type> ExtensionClasses => PackageAssemblies.ExportedTypes.Where(type => type.IsDefined(typeof(ExtensionAttribute), false));

    [Fact]
    public void ExtensionMethod_OfAFrameworkBuilder_LivesInTheBuildersNamespace()
    {
        foreach (var method in ExtensionClasses.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)))
        {
            if (method.IsDefined(typeof(ExtensionAttribute), false))
            {
                var extended = method.GetParameters()[0].ParameterType.Name;
                method.DeclaringType!.Namespace.Should().Be(
                    NamespaceOfExtended.GetValueOrDefault(extended, "DistributedTracing"), "{0} extends {1}", method.Name, extended);
            }
        }
    }

    [Fact]
    public void ExtensionClass_OfAnyPackage_HasANameOfItsOwn()
    {
        ExtensionClasses.Select(type => type.Name).Should().OnlyHaveUniqueItems("a static call would be ambiguous");
    }

    [Fact]
    public void Type_InAnInternalFolder_IsNotPublic()
    {
        PackageAssemblies.ExportedTypes.Should().NotContain(type => type.FullName!.Contains(".Internal.", StringComparison.Ordinal));
    }
}
