using System.Collections.Concurrent;

namespace DistributedTracing.Sampling.Budgets;

/// <summary>The keys of a budget: those seen lately, up to a bound, and one for all others. Looking one up is thread safe and allocates for new ones only.</summary>
internal sealed class BudgetKeys
{
    // A key that is expected once in twenty windows is forgotten.
    private const double LeastPerWindow = 0.05;

    private readonly ConcurrentDictionary<string, BudgetKey> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BudgetKey>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly BudgetKeyReader? _reader;
    private readonly int _maxCount;
    private readonly double _window;
    private readonly List<Observed> _observed = [];
    private ArrivalRate _total;
    private int _count;
    private long _newcomersAllowance;

    public BudgetKeys(AdaptiveSampling options)
    {
        _reader = options.Key.Count == 0 ? null : new BudgetKeyReader(options.Key);
        _maxCount = options.MaxKeys;
        _window = options.Window.TotalSeconds;
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Gets the key for everything where nothing is told apart, and otherwise for what there was no room for.</summary>
    public BudgetKey Others { get; } = new(step: 0, allowance: 1);

    /// <summary>Gets the keys that are told apart.</summary>
    public IEnumerable<KeyValuePair<string, BudgetKey>> Known => _known;

    /// <summary>Gets how many keys are told apart.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Gets the key of a span; makes it when there is room.</summary>
    public BudgetKey Of(in SamplingCandidate candidate)
    {
        if (_reader is null)
        {
            return Others;
        }

        Span<char> buffer = stackalloc char[BudgetKeyReader.MaxLength];
        var text = buffer[.._reader.Read(candidate, buffer)];
        return _lookup.TryGetValue(text, out var key) ? key : Count < _maxCount ? Add(text) : Others;
    }

    /// <summary>Gets the key a span would have: of one not seen before, as if it had just been made.</summary>
    public BudgetKey Find(in SamplingCandidate candidate)
    {
        if (_reader is null)
        {
            return Others;
        }

        Span<char> buffer = stackalloc char[BudgetKeyReader.MaxLength];
        return _lookup.TryGetValue(buffer[.._reader.Read(candidate, buffer)], out var key) ? key : Count < _maxCount ? Newcomer() : Others;
    }

    /// <summary>Sets for how many arrivals the rate of 1 holds that a new key begins with.</summary>
    public void AllowNewcomers(long arrivals) => Volatile.Write(ref _newcomersAllowance, arrivals);

    /// <summary>Takes in what arrived since the last time, and forgets keys that nobody asks for.</summary>
    public void Observe(double seconds)
    {
        _observed.Clear();
        var total = Observe(Others, seconds);
        foreach (var (name, key) in _known)
        {
            var arrivals = Observe(key, seconds);
            total += arrivals;
            if (arrivals == 0 && key.PerSecond * _window < LeastPerWindow && _known.TryRemove(name, out _))
            {
                Interlocked.Decrement(ref _count);
            }
        }

        if (_total.Observe(total, seconds, _window))
        {
            // Too many keys came a little more often for each to be noticed.
            foreach (var (key, arrivals) in _observed)
            {
                key.RaiseTo(arrivals / seconds);
            }
        }
    }

    /// <summary>Goes on with what was learnt about the same keys, or, when nothing is told apart any longer, about all together.</summary>
    public void TakeOverFrom(BudgetKeys previous)
    {
        if (_reader is null)
        {
            Others.RaiseTo(previous.Others.PerSecond + previous._known.Sum(key => key.Value.PerSecond));
        }
        else if (previous._reader?.Equals(_reader) == true)
        {
            Others.TakeOverFrom(previous.Others);
            foreach (var (name, key) in previous._known)
            {
                if (Count < _maxCount)
                {
                    Add(name).TakeOverFrom(key);
                }
            }
        }
        else
        {
            return;
        }

        _total.PerSecond = previous._total.PerSecond;
    }

    private long Observe(BudgetKey key, double seconds)
    {
        var arrivals = key.Observe(seconds, _window);
        _observed.Add(new Observed(key, arrivals));
        return arrivals;
    }

    private BudgetKey Add(ReadOnlySpan<char> text)
    {
        var added = Newcomer();
        if (_lookup.TryAdd(text, added))
        {
            Interlocked.Increment(ref _count);
            return added;
        }

        return _lookup.TryGetValue(text, out var key) ? key : Others;
    }

    private BudgetKey Newcomer() => new(step: 0, Volatile.Read(ref _newcomersAllowance));

    private readonly record struct Observed(BudgetKey Key, long Arrivals);
}
