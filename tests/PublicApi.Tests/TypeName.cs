using System.Reflection;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>A type as C# writes it, without its namespace: <c>IList&lt;string&gt;</c>.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    private static readonly NullabilityInfoContext Nullability = new();

    public static string Of(ParameterInfo parameter) => Annotated(parameter.ParameterType, Nullability.Create(parameter));

    public static string Of(PropertyInfo property) => Annotated(property.PropertyType, Nullability.Create(property));

    public static string Of(Type type) => type switch
    {
        _ when Keywords.TryGetValue(type, out var keyword) => keyword,
        { IsByRef: true } => Of(type.GetElementType()!),
        { IsArray: true } => Of(type.GetElementType()!) + "[]",
        { IsGenericParameter: true } => type.Name,
        _ when Nullable.GetUnderlyingType(type) is { } inner => Of(inner) + "?",
        _ => Nested(type),
    };

    // Of the type as a whole, not of its arguments.
    private static string Annotated(Type type, NullabilityInfo nullability)
    {
        var isNullable = nullability.ReadState == NullabilityState.Nullable || nullability.WriteState == NullabilityState.Nullable;
        return Of(type) + (isNullable && !type.IsValueType && !type.IsGenericParameter ? "?" : string.Empty);
    }

    private static string Nested(Type type)
    {
        var outer = type.DeclaringType is { } declaring ? Of(declaring) + "." : string.Empty;
        var name = type.Name.Split('`')[0];
        return type.IsGenericType ? $"{outer}{name}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>" : outer + name;
    }
}
