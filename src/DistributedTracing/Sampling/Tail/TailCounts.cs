namespace DistributedTracing.Sampling.Tail;

/// <summary>How often spans were decided, by cause and outcome, and how many spans were left out. Thread safe.</summary>
internal sealed class TailCounts
{
    private static readonly DecisionCause[] Causes = Enum.GetValues<DecisionCause>();
    private static readonly TailOutcome[] Outcomes = Enum.GetValues<TailOutcome>();

    private readonly long[] _decisions = new long[Causes.Length * Outcomes.Length];
    private long _spansLeftOut;

    /// <summary>Gets how many ended spans are not exported because neither the head nor the tail kept them.</summary>
    public long SpansLeftOut => Interlocked.Read(ref _spansLeftOut);

    /// <summary>Counts a decision.</summary>
    public void Add(DecisionCause cause, TailOutcome outcome, int spansLeftOut)
    {
        Interlocked.Increment(ref _decisions[IndexOf(cause, outcome)]);
        if (spansLeftOut > 0)
        {
            Interlocked.Add(ref _spansLeftOut, spansLeftOut);
        }
    }

    public long Of(DecisionCause cause, TailOutcome outcome) => Interlocked.Read(ref _decisions[IndexOf(cause, outcome)]);

    public long Of(DecisionCause cause) => Outcomes.Sum(outcome => Of(cause, outcome));

    public long Of(TailOutcome outcome) => Causes.Sum(cause => Of(cause, outcome));

    private static int IndexOf(DecisionCause cause, TailOutcome outcome) => ((int)cause * Outcomes.Length) + (int)outcome;
}
