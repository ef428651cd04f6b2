using System.Globalization;

namespace Benchmarks.Requests;

/// <summary>A process that serves requests in one scenario: reads how many, answers with a <see cref="RequestSlice"/>, ends with the input.</summary>
internal static class RequestChild
{
    public const string Command = "request-child";

    public static async Task<int> RunAsync(string[] arguments)
    {
        await using var app = await RequestApp.StartAsync(RequestScenario.FromArguments(arguments[1..]), new Uri(arguments[0]));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var slice = app.Serve(int.Parse(line, CultureInfo.InvariantCulture));
            Console.WriteLine(slice);
        }

        return 0;
    }
}
