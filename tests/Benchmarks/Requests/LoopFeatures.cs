using System.Collections;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http.Features;

namespace Benchmarks.Requests;

/// <summary>The features of a request, used again for the next one, as Kestrel does; it also lets the host use its own objects again.</summary>
internal sealed class LoopFeatures<TContext>(IReadOnlyDictionary<Type, object> own) : IFeatureCollection, IHostContextContainer<TContext>
    where TContext : notnull
{
    private readonly Dictionary<Type, object> _features = new(own);

    public TContext? HostContext { get; set; }

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get => _features.GetValueOrDefault(key);
        set
        {
            Revision++;
            if (value is null)
            {
                _features.Remove(key);
            }
            else
            {
                _features[key] = value;
            }
        }
    }

    public TFeature? Get<TFeature>() => (TFeature?)this[typeof(TFeature)];

    public void Set<TFeature>(TFeature? instance) => this[typeof(TFeature)] = instance;

    /// <summary>Takes out what the last request has put in.</summary>
    public void Reset()
    {
        Revision++;
        _features.Clear();
        foreach (var (type, feature) in own)
        {
            _features[type] = feature;
        }
    }

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => _features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
