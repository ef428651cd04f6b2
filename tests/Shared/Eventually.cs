using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DistributedTracing.Tests.Shared;

/// <summary>Waits for something that happens on another thread or in another process, with a deadline.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition, int seconds = 20, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        TrueAsync(() => Task.FromResult(condition()), seconds, what);

    public static async Task TrueAsync(
        Func<Task<bool>> condition, int seconds = 20, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started).TotalSeconds > seconds)
            {
                throw new TimeoutException($"Not true within {seconds} s: {what}");
            }

            await Task.Delay(10);
        }
    }
}
