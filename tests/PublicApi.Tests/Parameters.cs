using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>Parameter lists with names, modifiers and default values: changing any of them breaks or changes callers.</summary>
internal static class Parameters
{
    public static string Of(MethodBase method)
    {
        var list = Of(method.GetParameters());
        return method.IsDefined(typeof(ExtensionAttribute), false) ? "this " + list : list;
    }

    public static string Of(IEnumerable<ParameterInfo> parameters) => string.Join(", ", parameters.Select(Of));

    public static string Generic(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : string.Empty;

    private static string Of(ParameterInfo parameter) =>
        $"{Modifier(parameter)}{TypeName.Of(parameter)} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Default(parameter) : string.Empty)}";

    private static string Modifier(ParameterInfo parameter) => parameter switch
    {
        { IsOut: true } => "out ",
        { IsIn: true } => "in ",
        { ParameterType.IsByRef: true } => "ref ",
        _ when parameter.IsDefined(typeof(ParamArrayAttribute), false) => "params ",
        _ when parameter.IsDefined(typeof(ParamCollectionAttribute), false) => "params ",
        _ => string.Empty,
    };

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue switch
    {
        null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : "null",
        string text => $"\"{text}\"",
        bool value => value ? "true" : "false",
        Enum value => $"{value.GetType().Name}.{value}",
        int value when parameter.ParameterType.IsEnum => $"{parameter.ParameterType.Name}.{Enum.ToObject(parameter.ParameterType, value)}",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
