using System.Reflection;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>The members of a type that can be used or overridden from outside, one line each.</summary>
internal static class MemberDeclaration
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> AllOf(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(field => $"{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), System.Globalization.CultureInfo.InvariantCulture)}");
        }

        return type.GetMembers(Declared).Where(IsVisible)
            .Select(member => (Line: Of(member), Member: member))
            .OrderBy(entry => entry.Member.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Line, StringComparer.Ordinal)
            .SelectMany(entry => MarkerText.Of(entry.Member).Append(entry.Line));
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } method => method.Name.StartsWith("op_", StringComparison.Ordinal) && IsVisible((MethodBase)method),
        MethodBase method => IsVisible(method),
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        EventInfo @event => IsVisible(@event.AddMethod!),
        _ => false,
    };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo constructor => $"{Access(constructor)} {TypeName.Of(constructor.DeclaringType!)}({Parameters.Of(constructor)})",
        MethodInfo method => $"{Access(method)} {TypeName.Of(method.ReturnParameter)} {method.Name}{Parameters.Generic(method)}({Parameters.Of(method)})",
        PropertyInfo property => Property(property),
        FieldInfo field => $"public {(field.IsLiteral ? "const" : field.IsStatic ? "static" : "instance")} {TypeName.Of(field.FieldType)} {field.Name}",
        EventInfo @event => $"{Access(@event.AddMethod!)} event {TypeName.Of(@event.EventHandlerType!)} {@event.Name}",
        _ => throw new NotSupportedException(member.MemberType.ToString()),
    };

    private static string Property(PropertyInfo property)
    {
        var visible = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
        var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{Parameters.Of(parameters)}]" : string.Empty;
        var accessors = visible.Select(accessor => accessor == property.GetMethod ? "get;" : IsInit(accessor) ? "init;" : "set;");
        var required = property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)) ? " required" : string.Empty;
        return $"{Access(visible[0])}{required} {TypeName.Of(property)} {property.Name}{index} {{ {string.Join(' ', accessors)} }}";
    }

    private static bool IsInit(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private static string Access(MethodBase method)
    {
        var access = method.IsPublic ? "public" : "protected";
        return method switch
        {
            { IsStatic: true } => access + " static",
            { DeclaringType.IsInterface: true } => access,
            { IsAbstract: true } => access + " abstract",
            MethodInfo { IsVirtual: true, IsFinal: false } overriding when overriding.GetBaseDefinition() != overriding => access + " override",
            { IsVirtual: true, IsFinal: false } => access + " virtual",
            _ => access,
        };
    }
}
