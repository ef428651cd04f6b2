using System.Diagnostics;

namespace Samples.Infrastructure.Processes;

/// <summary>Waits for what another process does.</summary>
public static class Polling
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again and again until the answer is good or time is up.</summary>
    /// <returns>The last answer.</returns>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isGood, TimeSpan patience, CancellationToken cancellationToken = default)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (isGood(answer) || waiting.Elapsed > patience)
            {
                return answer;
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }
}
