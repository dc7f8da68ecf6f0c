using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Weapons;

/// <summary>Finds the weapons a report names for a happening.</summary>
public sealed class WeaponFinder
{
    /// <summary>A weapon named further than this from the anchor belongs to something else.</summary>
    private const int FarthestTokens = 25;

    private readonly PhraseTrie _trie;
    private readonly ImmutableArray<(string Word, WeaponKind Kind)> _weapons;
    private readonly FrozenSet<string> _notBefore;

    private WeaponFinder(PhraseTrie trie, ImmutableArray<(string, WeaponKind)> weapons, FrozenSet<string> notBefore) => (_trie, _weapons, _notBefore) = (trie, weapons, notBefore);

    /// <exception cref="DataException">Something in the file is wrong; every problem is listed.</exception>
    public static WeaponFinder Load(DataFolder data)
    {
        var problems = new DataProblems();
        var trie = new PhraseTrie();
        var weapons = ImmutableArray.CreateBuilder<(string, WeaponKind)>();
        var notBefore = FrozenSet<string>.Empty;
        if (YamlFile.Map(data.File("languages/en/weapons/weapons.yaml"), problems) is { } map)
        {
            map.Text("origin");
            map.Text("licence");
            foreach (var group in map.Maps("weapons"))
            {
                var kind = group.Name<WeaponKind>("kind");
                foreach (var word in group.Texts("words"))
                {
                    trie.Add(word, weapons.Count);
                    weapons.Add((word, kind));
                }
                group.Done();
            }
            notBefore = map.Texts("not_before").ToFrozenSet(StringComparer.Ordinal);
            map.Done();
        }
        problems.ThrowIfAny();
        return new(trie, weapons.ToImmutable(), notBefore);
    }

    /// <summary>The kind of a weapon somebody names, in one or many; <see cref="WeaponKind.Other"/> where the lists have none of that name.</summary>
    public WeaponKind KindOf(string name)
    {
        foreach (var (word, kind) in _weapons)
            if (name.Equals(word, StringComparison.OrdinalIgnoreCase) || name.Length == word.Length + 1 && name[^1] is 's' or 'S' && name.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return kind;
        return WeaponKind.Other;
    }

    /// <summary>The weapons in the anchor's sentence, nearest first, each named once: without article and number.</summary>
    public ImmutableArray<Weapon> Of(Document document, Anchor anchor)
    {
        var sentence = document.Sentences[document.SentenceOf(anchor.Token)];
        var found = new List<(int Distance, Weapon Weapon)>();
        var from = Math.Max(sentence.First, anchor.Token - FarthestTokens);
        var to = Math.Min(sentence.End, anchor.Token + FarthestTokens);
        var words = new List<string>(4);
        for (var t = from; t < to;)
        {
            var (end, slot) = Longest(document, t, sentence.End, words);
            if (slot < 0) { t++; continue; }
            var inAnchor = t <= anchor.Token && anchor.Token < end;
            if (inAnchor || !Qualifies(document, end, sentence.End))
            {
                var span = document.SpanOf(t, end);
                found.Add((Math.Abs(t - anchor.Token), new(ActorNaming.Text(document, t, end), _weapons[_trie.Next(slot).Value].Kind, span)));
            }
            t = end;
        }
        found.Sort((a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.Weapon.Span.CompareTo(b.Weapon.Span));
        var named = ImmutableArray.CreateBuilder<Weapon>(found.Count);
        foreach (var (_, weapon) in found)
        {
            var known = false;
            foreach (var other in named) known |= other.Name.Equals(weapon.Name, StringComparison.OrdinalIgnoreCase);
            if (!known) named.Add(weapon);
        }
        return named.DrainToImmutable();
    }

    /// <summary>"bomb disposal", "gun laws": the weapon only qualifies another noun.</summary>
    private bool Qualifies(Document document, int end, int sentenceEnd) => end < sentenceEnd && _notBefore.Contains(document.Tokens[end].Lower) && document.Tokens[end - 1].SpaceAfter;

    private (int End, int Slot) Longest(Document document, int t, int sentenceEnd, List<string> words)
    {
        var node = -1;
        var (bestEnd, best) = (t, -1);
        for (var i = t; i < sentenceEnd; i++)
        {
            var token = document.Tokens[i];
            words.Clear();
            PhraseTrie.Cut(token.Lower, words);
            if (words.Count == 0) { if (i > t && token.Lower == "-") continue; break; }
            var before = node;
            foreach (var word in words)
                if ((node = _trie.Step(node, word)) < 0) break;
            var slot = node >= 0 ? _trie.Values(node) : -1;
            if (slot < 0 && words.Count == 1 && token.Lemma != token.Lower && _trie.Step(before, token.Lemma) is var lemma && lemma >= 0) slot = _trie.Values(lemma);
            // "shell", "rock", "club" and "fire" are verbs too.
            if (slot >= 0 && !(i == t && token.Upos is Upos.VERB or Upos.AUX)) (bestEnd, best) = (i + 1, slot);
            if (node < 0) break;
        }
        return (bestEnd, best);
    }
}
