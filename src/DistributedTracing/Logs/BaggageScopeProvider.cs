using System.Diagnostics;
using DistributedTracing.AmbientBaggage;
using Microsoft.Extensions.Logging;
using OpenTelemetry;

namespace DistributedTracing.Logs;

/// <summary>The scopes of an application's log lines, with the listed baggage items as the outermost. Thread safe.</summary>
internal sealed class BaggageScopeProvider(IExternalScopeProvider inner) : IExternalScopeProvider
{
    private volatile ShownKeys? _keys;

    /// <summary>Sets which items are shown. Before that there are none: the options are not known while the host is being built.</summary>
    public void Show(IEnumerable<string> keys) => _keys = new ShownKeys(keys) is { IsEmpty: false } shown ? shown : null;

    public void ForEachScope<TState>(Action<object?, TState> callback, TState state)
    {
        if (_keys is { } keys && FlowBaggage.Of(Activity.Current) is { Count: > 0 } items && Select(items, keys) is { } scope)
        {
            callback(scope, state);
        }

        inner.ForEachScope(callback, state);
    }

    public IDisposable Push(object? state) => inner.Push(state);

    private static BaggageScope? Select(Baggage items, ShownKeys keys)
    {
        List<KeyValuePair<string, object?>>? selected = null;
        foreach (var (key, value) in items)
        {
            if (keys.Contain(key))
            {
                (selected ??= []).Add(new(key, value));
            }
        }

        return selected is null ? null : new BaggageScope(selected);
    }
}
