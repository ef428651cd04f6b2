using System.Diagnostics;
using System.Numerics;

namespace DistributedTracing.Sampling.Rules;

/// <summary>Up to 64 rules, of which those that cannot match are passed over without being asked. Immutable, thread safe.</summary>
internal sealed class RuleBlock
{
    public const int MaxRules = 64;

    private readonly CompiledRule[] _rules;
    private readonly ulong[] _byKind;
    private readonly CharacterFilter? _byName;
    private readonly CharacterFilter? _byMethod;
    private readonly CharacterFilter? _byPath;

    public RuleBlock(CompiledRule[] rules)
    {
        _rules = rules;
        _byKind = [.. Enum.GetValues<ActivityKind>().Select(kind => MaskOf(rules, kind))];
        _byName = CharacterFilter.Of(rules, TextSubject.SpanName, 0);
        _byMethod = CharacterFilter.Of(rules, TextSubject.Method, 0);

        // All paths begin with a slash.
        _byPath = CharacterFilter.Of(rules, TextSubject.Path, 1);
    }

    public CompiledRule? Find(in SamplingCandidate candidate)
    {
        var kind = (int)candidate.Kind;
        var left = (uint)kind < (uint)_byKind.Length ? _byKind[kind] : 0;
        if (_byPath is not null && (left & _byPath.Concerned) != 0)
        {
            left &= _byPath.For(candidate.Path);
        }

        if (_byName is not null && (left & _byName.Concerned) != 0)
        {
            left &= _byName.For(candidate.Name);
        }

        if (_byMethod is not null && (left & _byMethod.Concerned) != 0)
        {
            left &= _byMethod.For(candidate.Method);
        }

        for (; left != 0; left &= left - 1)
        {
            var rule = _rules[BitOperations.TrailingZeroCount(left)];
            if (rule.Matches(candidate))
            {
                return rule;
            }
        }

        return null;
    }

    private static ulong MaskOf(CompiledRule[] rules, ActivityKind kind)
    {
        var mask = 0UL;
        for (var i = 0; i < rules.Length; i++)
        {
            mask |= rules[i].Kinds.Contains(kind) ? 1UL << i : 0;
        }

        return mask;
    }
}
