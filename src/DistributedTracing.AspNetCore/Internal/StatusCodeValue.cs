namespace DistributedTracing.AspNetCore.Internal;

/// <summary>Status codes as attribute values, each boxed once. Thread safe.</summary>
internal static class StatusCodeValue
{
    private const int Lowest = 100;

    private static readonly object?[] Boxed = new object?[500];

    public static object Of(int statusCode)
    {
        var index = statusCode - Lowest;
        return (uint)index < (uint)Boxed.Length ? Boxed[index] ??= statusCode : statusCode;
    }
}
