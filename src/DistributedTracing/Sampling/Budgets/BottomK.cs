namespace DistributedTracing.Sampling.Budgets;

/// <summary>
/// A hard cap: of everything that comes in a window, the K with the greatest randomness are kept, and the threshold that would have kept
/// just these is known at the end. What is kept stands for all that came, exactly as after any other threshold.
/// </summary>
/// <typeparam name="T">What is kept: a trace, or the local part of one, and never its spans one by one.</typeparam>
/// <remarks>
/// <para>
/// It must hold what it may keep until the window ends, so it belongs where finished traces wait anyway: behind the tail's decision,
/// or before a batch. A sampler that decides when a trace starts cannot use it.
/// </para>
/// <para>
/// Items may have been kept at thresholds of their own before; theirs is then the greater of that and <see cref="BottomKWindow{T}.Threshold"/>.
/// Items of equal randomness are kept or left out together, so a window may end with fewer than K. Not thread safe.
/// </para>
/// </remarks>
internal sealed class BottomK<T>
{
    private readonly PriorityQueue<T, ulong> _kept;
    private readonly int _capacity;

    // The threshold so far: just above the greatest randomness that was left out.
    private ulong _threshold;

    /// <summary>Begins the first window.</summary>
    /// <param name="capacity">How many are kept in a window, 1 or more.</param>
    public BottomK(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
        _kept = new PriorityQueue<T, ulong>();
    }

    /// <summary>Gets how many are held.</summary>
    public int Count => _kept.Count;

    /// <summary>Takes an item in; whatever has no chance any longer is handed back at once.</summary>
    /// <param name="item">The item.</param>
    /// <param name="randomness">The randomness of its trace.</param>
    /// <param name="leftOut">Receives the items that are left out, perhaps this one.</param>
    public void Add(T item, ulong randomness, ICollection<T> leftOut)
    {
        if (randomness < _threshold)
        {
            leftOut.Add(item);
            return;
        }

        _kept.Enqueue(item, randomness);
        if (_kept.Count > _capacity)
        {
            _kept.TryPeek(out _, out var least);
            _threshold = least + 1;
            LeaveOut(leftOut);
        }
    }

    /// <summary>Ends the window and begins the next one.</summary>
    public BottomKWindow<T> Close()
    {
        var window = new BottomKWindow<T>([.. _kept.UnorderedItems.Select(entry => entry.Element)], new SamplingThreshold(_threshold));
        _kept.Clear();
        _threshold = 0;
        return window;
    }

    private void LeaveOut(ICollection<T> leftOut)
    {
        while (_kept.TryPeek(out _, out var least) && least < _threshold)
        {
            leftOut.Add(_kept.Dequeue());
        }
    }
}
