namespace DistributedTracing.PublicApi.Tests;

/// <summary>The head of a type: <c>public sealed class TracingBuilder : IOpenTelemetryBuilder</c>.</summary>
internal static class TypeDeclaration
{
    public static string Of(Type type)
    {
        var bases = Bases(type).Select(TypeName.Of).ToList();
        return $"public {Kind(type)} {TypeName.Of(type)}{(bases.Count == 0 ? string.Empty : " : " + string.Join(", ", bases))}";
    }

    private static string Kind(Type type) => type switch
    {
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => (type.IsDefined(typeof(System.Runtime.CompilerServices.IsReadOnlyAttribute), false) ? "readonly " : string.Empty)
            + (type.IsByRefLike ? "ref struct" : "struct"),
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return [Enum.GetUnderlyingType(type)];
        }

        Type[] inherited = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [parent] : [];
        var below = inherited.SelectMany(parentType => parentType.GetInterfaces());
        return inherited.Concat(type.GetInterfaces().Except(below).Where(candidate => candidate.IsVisible)
            .OrderBy(candidate => candidate.FullName, StringComparer.Ordinal));
    }
}
