using System.Reflection;
using Microsoft.Extensions.Logging;

namespace DistributedTracing.PublicApi.Tests;

/// <summary>Event ids are what users filter and alert on.</summary>
public sealed class LogEventTests
{
    // A package that begins to log gets the next hundred.
    private static readonly Dictionary<string, int> FirstIds = new()
    {
        ["DistributedTracing"] = 100,
        ["DistributedTracing.AspNetCore"] = 200,
        ["DistributedTracing.Viewer"] = 300,
        ["DistributedTracing.HttpClient"] = 400,
    };

    private static IReadOnlyList<(string Package, MethodInfo Method, LoggerMessageAttribute Message)> Events { get; } =
    [
        .. from assembly in PackageAssemblies.All
           from type in assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let message = method.GetCustomAttribute<LoggerMessageAttribute>()
           where message is not null
           select (assembly.GetName().Name, method, message),
    ];

    [Fact]
    public void LogEvent_OfAnyPackage_HasAnIdOfItsOwn()
    {
        Events.Should().NotBeEmpty();
        Events.Select(logged => logged.Message.EventId).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void LogEvent_OfAPackage_LiesInItsRange()
    {
        foreach (var (package, method, message) in Events)
        {
            FirstIds.Should().ContainKey(package, "{0} logs", method.Name);
            message.EventId.Should().BeInRange(FirstIds[package], FirstIds[package] + 99, "{0} of {1} has it", method.Name, package);
        }
    }
}
