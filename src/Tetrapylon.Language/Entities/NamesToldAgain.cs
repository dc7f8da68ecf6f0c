using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Language.Entities;

/// <summary>Lets the sentences of a document agree on its names: one told as a place once and as an organization five times is an organization, and short forms told in brackets are what they stand for.</summary>
internal static class NamesToldAgain
{
    private const int Longest = 6;

    /// <param name="words">All words of the document.</param>
    /// <param name="entities">What was found sentence by sentence, in order; corrected and added to.</param>
    public static void Settle(ReadOnlySpan<Word> words, List<Entity> entities)
    {
        Dictionary<ulong, Votes>? votes = null;
        foreach (var entity in entities)
        {
            if (!IsName(entity.Kind) || entity.End - entity.First > Longest) continue;
            votes ??= [];
            Vote(votes, Key(words, entity.First, entity.End), entity.Kind, 2);
            // A surname alone.
            if (entity.Kind == EntityKind.Person && entity.End - entity.First > 1) Vote(votes, Key(words, entity.End - 1, entity.End), EntityKind.Person, 1);
            if (entity.Kind == EntityKind.Organization && ShortForm(words, entity) is >= 0 and var at) Vote(votes, Key(words, at, at + 1), EntityKind.Organization, 6);
        }
        if (votes is null) return;
        for (var i = 0; i < entities.Count; i++)
        {
            var entity = entities[i];
            if (IsName(entity.Kind) && entity.End - entity.First <= Longest && votes[Key(words, entity.First, entity.End)].Winner(entity.Kind) is var kind && kind != entity.Kind)
                entities[i] = entity with { Kind = kind };
        }
        Complete(words, entities, votes);
    }

    /// <summary>Adds names that were found elsewhere in the document.</summary>
    private static void Complete(ReadOnlySpan<Word> words, List<Entity> entities, Dictionary<ulong, Votes> votes)
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
                if (!words[end - 1].Capitalized || end - i == 1 && !(words[i].AllCapitals && words[i].Form.Length > 1) || !votes.TryGetValue(Key(words, i, end), out var vote) || vote.Most < 2) continue;
                entities.Add(new(i, end, vote.Winner(EntityKind.Other)));
                i = end - 1;
                break;
            }
        }
        if (entities.Count > known) entities.Sort(static (a, b) => a.First.CompareTo(b.First));
    }

    /// <summary>The word in brackets after an organization whose letters its words begin with; less than 0 where there is none.</summary>
    private static int ShortForm(ReadOnlySpan<Word> words, Entity entity)
    {
        if (entity.End + 2 >= words.Length || words[entity.End].Form != "(" || words[entity.End + 2].Form != ")" || !words[entity.End + 1].AllCapitals) return -1;
        var (form, letter) = (words[entity.End + 1].Form, 0);
        for (var i = entity.First; i < entity.End && letter < form.Length; i++)
            if (words[i].Form[0] == form[letter]) letter++;
        return letter == form.Length && letter > 1 ? entity.End + 1 : -1;
    }

    private static bool IsName(EntityKind kind) => kind is EntityKind.Person or EntityKind.Organization or EntityKind.Location;

    private static ulong Key(ReadOnlySpan<Word> words, int first, int end)
    {
        var key = words[first].LowerHash;
        for (var i = first + 1; i < end; i++) key = Hashing.Pair(key, words[i].LowerHash);
        return key;
    }

    private static void Vote(Dictionary<ulong, Votes> votes, ulong key, EntityKind kind, int weight)
    {
        _ = votes.TryGetValue(key, out var vote);
        votes[key] = vote.With(kind, weight);
    }

    private readonly record struct Votes(int Person, int Organization, int Location)
    {
        public int Most => Math.Max(Person, Math.Max(Organization, Location));

        public Votes With(EntityKind kind, int weight) => kind switch
        {
            EntityKind.Person => this with { Person = Person + weight },
            EntityKind.Organization => this with { Organization = Organization + weight },
            _ => this with { Location = Location + weight },
        };

        /// <summary>The kind with most votes; the one it has if none has more.</summary>
        public EntityKind Winner(EntityKind own)
        {
            var of = own switch { EntityKind.Person => Person, EntityKind.Organization => Organization, EntityKind.Location => Location, _ => -1 };
            return of == Most ? own : Organization == Most ? EntityKind.Organization : Person == Most ? EntityKind.Person : EntityKind.Location;
        }
    }
}
