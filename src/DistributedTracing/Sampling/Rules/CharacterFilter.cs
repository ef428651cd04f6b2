using System.Runtime.CompilerServices;

namespace DistributedTracing.Sampling.Rules;

/// <summary>
/// Says by one character of a text which of up to 64 rules may match it, so that the others need not be asked. A rule that is left may
/// still not match. Immutable.
/// </summary>
internal sealed class CharacterFilter
{
    private const int Characters = 128;
    private const ulong All = ulong.MaxValue;

    private readonly int _index;
    private readonly ulong[] _masks = new ulong[Characters];

    private CharacterFilter(IReadOnlyList<CompiledRule> rules, TextSubject subject, int index)
    {
        _index = index;
        for (var i = 0; i < rules.Count; i++)
        {
            var bit = 1UL << i;
            var condition = rules[i].Conditions.OfType<TextCondition>().FirstOrDefault(condition => condition.Subject == subject);
            Concerned |= condition is null ? 0 : bit;
            foreach (var character in condition?.Patterns.All.Select(pattern => pattern.CharacterAt(index)) ?? [null])
            {
                Add(character, bit);
            }
        }
    }

    /// <summary>Gets the rules that are about the text; no other is ever left out.</summary>
    public ulong Concerned { get; }

    /// <summary>Makes a filter, if any rule is about the subject.</summary>
    /// <param name="rules">Up to 64 rules.</param>
    /// <param name="subject">What the text is.</param>
    /// <param name="index">The place that is looked at.</param>
    public static CharacterFilter? Of(IReadOnlyList<CompiledRule> rules, TextSubject subject, int index) =>
        rules.SelectMany(rule => rule.Conditions).OfType<TextCondition>().Any(condition => condition.Subject == subject)
            ? new CharacterFilter(rules, subject, index)
            : null;

    /// <summary>Gets the rules that may match a text, as bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong For(string? text)
    {
        if (text is null)
        {
            return ~Concerned;
        }

        var index = _index;
        var masks = _masks;
        return (uint)index < (uint)text.Length && text[index] is var character && character < masks.Length ? masks[character] : All;
    }

    private void Add(char? character, ulong bit)
    {
        if (character is { } known and < (char)Characters)
        {
            // Either case, whatever the condition says of it: that some more rules are asked does no harm.
            _masks[char.ToLowerInvariant(known)] |= bit;
            _masks[char.ToUpperInvariant(known)] |= bit;
            return;
        }

        for (var i = 0; i < Characters; i++)
        {
            _masks[i] |= bit;
        }
    }
}
