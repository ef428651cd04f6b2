namespace DistributedTracing.Sampling.Budgets;

/// <summary>
/// So many traces per second, shared by the keys of the traffic. Whatever arrives takes the rate that its key has at the moment; a few
/// times a second the rates are worked out again from what arrived. Thread safe.
/// </summary>
/// <remarks>
/// Rates depend on how many arrived before, never on the randomness of the one that arrives, so that each kept trace stands for as many
/// as its threshold says. A bucket of tokens would hold the budget more closely, but no threshold tells what it left out.
/// </remarks>
internal sealed class Budget : IRateSource, IDisposable
{
    private readonly BudgetTicker _ticker;
    private readonly BudgetKeys _keys;
    private readonly BudgetShares _shares;
    private readonly BudgetPressure _pressure = new();
    private readonly bool _learnsFromOutcomes;
    private readonly Lock _gate = new();
    private long _lastTime;
    private bool _isDisposed;

    private Budget(AdaptiveSampling options, BudgetTicker ticker)
    {
        _ticker = ticker;
        _keys = new BudgetKeys(options);
        _shares = new BudgetShares(options, _pressure);
        _learnsFromOutcomes = options.ErrorBoost > 1;
        _lastTime = ticker.Time.GetTimestamp();
        _shares.WorkOut(_keys, BudgetTicker.Period.TotalSeconds);
        ticker.Add(this);
        if (_learnsFromOutcomes)
        {
            SamplingOutcomes.Watch();
        }
    }

    /// <summary>Makes a budget that is shared by keys. It works until it is disposed.</summary>
    public static Budget Adaptive(AdaptiveSampling options, BudgetTicker ticker) => new(options, ticker);

    /// <summary>Makes a budget for everything together. It works until it is disposed.</summary>
    public static Budget MaxPerSecond(double traces, BudgetTicker ticker)
    {
        var options = new AdaptiveSampling { TracesPerSecond = traces };
        options.Key.Clear();
        return new Budget(options, ticker);
    }

    /// <summary>Gets how many keys are told apart at the moment.</summary>
    public int KeyCount => _keys.Count;

    public SamplingRate RateFor(in SamplingCandidate candidate)
    {
        var key = _keys.Of(candidate);
        if (_learnsFromOutcomes)
        {
            SamplingOutcomes.Await(key);
        }

        var arrival = key.Arrive();
        var halvings = key.HalvingsAt(arrival);
        var rate = RateOf(key, halvings);
        if (halvings == 0)
        {
            _pressure.Count(arrival, rate);
        }

        return rate;
    }

    /// <summary>Gets the rate that a span would have now, without counting it.</summary>
    public SamplingRate Peek(in SamplingCandidate candidate)
    {
        var key = _keys.Find(candidate);
        return RateOf(key, key.HalvingsAt(key.Arrivals + 1));
    }

    /// <summary>Goes on with what another budget has learnt, as far as it is about the same keys: after a change of the configuration.</summary>
    public void TakeOverFrom(Budget previous)
    {
        lock (_gate)
        {
            _keys.TakeOverFrom(previous._keys);
            _shares.WorkOut(_keys, BudgetTicker.Period.TotalSeconds);
        }
    }

    /// <summary>Works out the rates from what has arrived since the last time.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            var now = _ticker.Time.GetTimestamp();
            var elapsed = _ticker.Time.GetElapsedTime(_lastTime, now);

            // Timers that were held up come in quick succession; next to nothing can be learnt from such a moment.
            if (elapsed >= BudgetTicker.Period / 2)
            {
                _lastTime = now;
                _keys.Observe(elapsed.TotalSeconds);
                _shares.WorkOut(_keys, elapsed.TotalSeconds);
            }
        }
    }

    public void Dispose()
    {
        _ticker.Remove(this);
        if (_learnsFromOutcomes && !Interlocked.Exchange(ref _isDisposed, true))
        {
            SamplingOutcomes.Unwatch();
        }
    }

    private SamplingRate RateOf(BudgetKey key, int halvings) =>
        RateLadder.At(key.Step + (Math.Max(halvings, _pressure.Halvings) * RateLadder.StepsPerHalving));
}
