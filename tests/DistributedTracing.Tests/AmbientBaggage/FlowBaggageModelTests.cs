using System.Collections.Immutable;
using System.Globalization;
using OpenTelemetry;
using static DistributedTracing.Tests.AmbientBaggage.TracedFlow;

namespace DistributedTracing.Tests.AmbientBaggage;

/// <summary>Trees of asynchronous calls that change the baggage at random through every API, beside a dictionary that is passed by value.</summary>
public sealed class FlowBaggageModelTests : IDisposable
{
    private static readonly string[] Keys = ["a", "b", "c", "d"];

    private readonly TracedFlow _flow = new();

    [Fact]
    public async Task Read_AfterAnyChanges_IsWhatTheCallerPassedAndTheCallChanged()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            await RunAsync(() => CallAsync(random, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), depth: 0));
        }
    }

    public void Dispose() => _flow.Dispose();

    private async Task CallAsync(Random random, ImmutableSortedDictionary<string, string> items, int depth)
    {
        using var span = random.Next(3) > 0 ? _flow.Start() : null;

        // What was changed in a store since both were brought together. Where it was both, OpenTelemetry's change counts; and nobody
        // can tell that a store was set to what it held already, or back to it.
        var (inOpenTelemetry, inActivity) = (new HashSet<string>(), new HashSet<string>());
        for (var i = 0; i < 8; i++)
        {
            var key = Keys[random.Next(Keys.Length)];
            var value = random.Next(4) == 0 ? null : random.Next(10).ToString(CultureInfo.InvariantCulture);
            switch (random.Next(6))
            {
                case 0 or 1:
                    TraceBaggage.Set(key, value);
                    items = With(items, key, value);
                    inOpenTelemetry.Clear();
                    inActivity.Clear();
                    break;
                case 2 when span is not null && Baggage.GetBaggage(key) != value && inOpenTelemetry.Add(key):
                    Baggage.SetBaggage(key, value);
                    items = With(items, key, value);
                    break;
                case 3 when span is not null && value is not null && span.GetBaggageItem(key) != value && !inOpenTelemetry.Contains(key) && inActivity.Add(key):
                    span.SetBaggage(key, value);
                    items = With(items, key, value);
                    break;
                case 4 when depth < 4:
                    await CallAsync(random, items, depth + 1);
                    break;
                case 5 when depth < 4:
                    await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => random.Next()).ToList()
                        .Select(seed => Task.Run(() => CallAsync(new Random(seed), items, depth + 2))));
                    break;
                default:
                    await Task.Yield();
                    break;
            }

            var expected = string.Join(',', items.Select(item => $"{item.Key}={item.Value}"));
            (Read(), Sent()).Should().Be((expected, expected));
        }
    }

    private static ImmutableSortedDictionary<string, string> With(ImmutableSortedDictionary<string, string> items, string key, string? value) =>
        value is null ? items.Remove(key) : items.SetItem(key, value);
}
