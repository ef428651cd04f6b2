using System.Diagnostics;

namespace DistributedTracing.Sampling.Rules;

/// <summary>A set of span kinds.</summary>
internal readonly record struct SpanKinds
{
    private readonly int _bits;

    private SpanKinds(int bits) => _bits = bits;

    public static SpanKinds All { get; } = Of(Enum.GetValues<ActivityKind>());

    public bool IsEmpty => _bits == 0;

    public static SpanKinds Of(IEnumerable<ActivityKind> kinds) => new(kinds.Aggregate(0, (bits, kind) => bits | BitOf(kind)));

    public static SpanKinds Of(params ActivityKind[] kinds) => Of(kinds.AsEnumerable());

    public bool Contains(ActivityKind kind) => (_bits & BitOf(kind)) != 0;

    public bool Contains(SpanKinds other) => (_bits & other._bits) == other._bits;

    public SpanKinds And(SpanKinds other) => new(_bits & other._bits);

    public override string ToString()
    {
        var set = this;
        return string.Join(" or ", Enum.GetValues<ActivityKind>().Where(kind => set.Contains(kind)).Select(kind => kind.ToString().ToLowerInvariant()));
    }

    private static int BitOf(ActivityKind kind) => 1 << (int)kind;
}
