using Microsoft.Extensions.Logging;

namespace DistributedTracing.Sampling.Budgets;

/// <summary>One timer for all budgets, as long as there are any. Thread safe.</summary>
internal sealed class BudgetTicker(TimeProvider time, ILogger logger) : IDisposable
{
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Lock _ticking = new();
    private volatile Budget[] _budgets = [];
    private ITimer? _timer;
    private bool _isDisposed;
    private bool _hasReported;

    public TimeProvider Time { get; } = time;

    /// <summary>Gets how many budgets there are.</summary>
    public int Count => _budgets.Length;

    public void Add(Budget budget)
    {
        lock (_gate)
        {
            _budgets = [.. _budgets, budget];
            if (!_isDisposed)
            {
                _timer ??= StartTimer();
            }
        }
    }

    public void Remove(Budget budget)
    {
        lock (_gate)
        {
            _budgets = [.. _budgets.Where(other => other != budget)];
            if (_budgets.Length == 0)
            {
                StopTimer();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            StopTimer();
        }
    }

    private ITimer StartTimer()
    {
        // Whatever request makes the first budget, the timer must not carry its context on.
        using (ExecutionContext.SuppressFlow())
        {
            return Time.CreateTimer(static ticker => ((BudgetTicker)ticker!).Tick(), this, Period, Period);
        }
    }

    private void StopTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private void Tick()
    {
        // A tick that was held up may come together with the next one.
        if (!_ticking.TryEnter())
        {
            return;
        }

        foreach (var budget in _budgets)
        {
            Tick(budget);
        }

        _ticking.Exit();
    }

    private void Tick(Budget budget)
    {
        try
        {
            budget.Tick();
        }
        catch (Exception failure)
        {
            // Out of a timer it would end the process. The rates stay as they are, and so does what they say of themselves.
            if (!_hasReported)
            {
                _hasReported = true;
                logger.BudgetsFailed(failure);
            }
        }
    }
}
