using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Language.Entities;

/// <summary>Lets the sentences of a document agree on its names: what they look like in all sentences together decides what they are, and short forms are what they stand for. Works in memory of its own.</summary>
internal sealed class NamesToldAgain
{
    private const int Longest = 6;

    // What a full name tells of a surname alone, an organization of its initials, and a name of a short form in brackets after it; beside the sums of weights, some hundreds a choice.
    private const int Surname = 400, Initials = 1200, InBrackets = 2400;

    // Two capitals stand for too much.
    private const int FewestInitials = 3, MostInitials = 16;

    private const int MostKept = 4096;

    // By name, how well each kind suits it in the document.
    private readonly Dictionary<ulong, KindScores> _sums = [];

    /// <param name="words">All words of the document.</param>
    /// <param name="entities">What was found sentence by sentence, in order; corrected and added to.</param>
    /// <param name="scores">By entity, how well each kind suits it; of no meaning for those that are no names.</param>
    public void Settle(ReadOnlySpan<Word> words, List<Entity> entities, List<KindScores> scores)
    {
        _sums.Clear();
        // A document of very many names is not to slow all later ones.
        if (_sums.EnsureCapacity(0) > MostKept) _sums.TrimExcess();
        for (var i = 0; i < entities.Count; i++)
        {
            var entity = entities[i];
            if (!IsName(entity.Kind) || entity.End - entity.First > Longest) continue;
            Add(Key(words, entity.First, entity.End), scores[i]);
            if (entity.Kind == EntityKind.Person && entity.End - entity.First > 1) Add(Key(words, entity.End - 1, entity.End), KindScores.Of(EntityKind.Person, Surname));
            if (entity.Kind == EntityKind.Person) continue;
            if (ShortForm(words, entity) is >= 0 and var at) Add(Key(words, at, at + 1), KindScores.Of(entity.Kind, InBrackets));
            if (entity.Kind == EntityKind.Organization && InitialsOf(words[entity.First..entity.End]) is not 0 and var initials) Add(initials, KindScores.Of(entity.Kind, Initials));
        }
        if (_sums.Count == 0) return;
        for (var i = 0; i < entities.Count; i++)
        {
            var entity = entities[i];
            if (IsName(entity.Kind) && entity.End - entity.First <= Longest && _sums[Key(words, entity.First, entity.End)].Best(entity.Kind) is var kind && kind != entity.Kind)
                entities[i] = entity with { Kind = kind };
        }
        Complete(words, entities);
    }

    /// <summary>Adds names that were found elsewhere in the document.</summary>
    private void Complete(ReadOnlySpan<Word> words, List<Entity> entities)
    {
        var (next, known) = (0, entities.Count);
        for (var i = 0; i < words.Length; i++)
        {
            while (next < known && entities[next].End <= i) next++;
            if (next < known && entities[next].First <= i)
            {
                i = entities[next].End - 1;
                continue;
            }
            if (!words[i].Capitalized) continue;
            var room = Math.Min(next < known ? entities[next].First : words.Length, i + Longest);
            for (var end = room; end > i; end--)
            {
                if (!words[end - 1].Capitalized || end - i == 1 && !(words[i].AllCapitals && words[i].Form.Length > 1) || !_sums.TryGetValue(Key(words, i, end), out var sum)) continue;
                entities.Add(new(i, end, sum.Best(EntityKind.Other)));
                i = end - 1;
                break;
            }
        }
        if (entities.Count > known) entities.Sort(static (a, b) => a.First.CompareTo(b.First));
    }

    /// <summary>The word in brackets after a name whose letters its words begin with; less than 0 where there is none.</summary>
    private static int ShortForm(ReadOnlySpan<Word> words, Entity entity)
    {
        if (entity.End + 2 >= words.Length || words[entity.End].Form != "(" || words[entity.End + 2].Form != ")" || !words[entity.End + 1].AllCapitals) return -1;
        var (form, letter) = (words[entity.End + 1].Form, 0);
        for (var i = entity.First; i < entity.End && letter < form.Length; i++)
            if (words[i].Form[0] == form[letter]) letter++;
        return letter == form.Length && letter > 1 ? entity.End + 1 : -1;
    }

    /// <summary>Key of the word that the capitals of a name's words make; 0 where they are too few.</summary>
    private static ulong InitialsOf(ReadOnlySpan<Word> words)
    {
        Span<char> letters = stackalloc char[MostInitials];
        var count = 0;
        foreach (var word in words)
            if (word.Capitalized && count < letters.Length) letters[count++] = word.Lower[0];
        return count < FewestInitials ? 0 : Hashing.Of(letters[..count]);
    }

    private static bool IsName(EntityKind kind) => kind is EntityKind.Person or EntityKind.Organization or EntityKind.Location;

    private static ulong Key(ReadOnlySpan<Word> words, int first, int end)
    {
        var key = words[first].LowerHash;
        for (var i = first + 1; i < end; i++) key = Hashing.Pair(key, words[i].LowerHash);
        return key;
    }

    private void Add(ulong key, KindScores scores)
    {
        _ = _sums.TryGetValue(key, out var sum);
        _sums[key] = sum + scores;
    }
}
