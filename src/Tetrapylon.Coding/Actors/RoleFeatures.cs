using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Says in numbers what speaks for or against a role: grammar, words, kinds, order. Each number is a hashed feature.</summary>
internal static class RoleFeatures
{
    /// <summary>Room that a caller must give for one candidate's features.</summary>
    public const int Most = 72;

    public static int Fill(Document document, Anchor anchor, in RoleCandidate candidate, Span<uint> features)
    {
        var tokens = document.Tokens;
        var count = 0;
        var path = candidate.Path;
        var mention = candidate.Mention;
        var trigger = tokens[anchor.Token];
        var sub = Hash(anchor.SubType);
        var lemma = Hash(trigger.Lemma);
        var preposition = Hash(path.Preposition);
        var kind = (uint)mention.Kind;
        var passive = RoleRules.IsPassive(document, anchor.Token) ? 1u : 0u;
        var pos = (uint)trigger.Upos * 2 + passive;
        var before = mention.Head < anchor.Token ? 1u : 0u;
        var away = (uint)(candidate.SentencesAway + 4);
        var way = path.Connected ? Mix(path.Up, path.Down + 7, (uint)(path.UpLength * 16 + path.DownLength)) : Mix(3, away, before);
        var far = Bucket(Math.Abs(mention.Head - anchor.Token));
        var flags = (candidate.AdHoc ? 1u : 0u) + (candidate.IsPlace ? 2u : 0u) + (mention.Proper ? 4u : 0u) + (path.Joined ? 8u : 0u) + (tokens[mention.Head].Upos == Upos.PRON ? 16u : 0u);
        var head = Hash(tokens[mention.Head].Lemma);
        var rule = (uint)candidate.Rule;
        var last = (uint)path.Last;
        var governor = path.Governor >= 0 ? Hash(tokens[path.Governor].Lemma) : 1u;
        var top = path.Connected ? Hash(tokens[path.Top].Lemma) : 1u;
        var rank = (uint)Math.Min(candidate.Rank, 4);

        void Add(Span<uint> into, uint template, uint a, uint b = 0, uint c = 0, uint d = 0) => into[count++] = Mix(Mix(template * 0x9E3779B1u + a, b, c), d, template);

        Add(features, 1, 1);
        Add(features, 2, way);
        Add(features, 3, way, preposition);
        Add(features, 4, way, preposition, pos);
        Add(features, 5, way, preposition, sub);
        Add(features, 6, way, kind, pos);
        Add(features, 7, sub, kind);
        Add(features, 8, way, lemma);
        Add(features, 9, preposition, lemma);
        Add(features, 10, way, top);
        Add(features, 11, kind, preposition, before);
        Add(features, 12, far, before, away);
        Add(features, 13, sub, before, away);
        Add(features, 14, last, governor);
        Add(features, 15, last, governor, preposition);
        Add(features, 16, head);
        Add(features, 17, head, sub);
        Add(features, 18, head, preposition);
        Add(features, 19, flags, kind);
        Add(features, 20, flags, last, preposition);
        Add(features, 21, rank, before, away, sub);
        Add(features, 22, rank, before, kind, away);
        Add(features, 23, rule, sub);
        Add(features, 24, rule, kind);
        Add(features, 25, rule, pos, rank);
        Add(features, 26, rule, flags);
        Add(features, 27, away, kind, sub);
        Add(features, 28, last, pos, before, away);
        Add(features, 29, lemma, kind);
        Add(features, 30, lemma, before, rank);
        Add(features, 31, lemma, last, preposition);
        Add(features, 32, flags, sub);
        Add(features, 33, preposition, sub, before);
        var previous = mention.First > 0 ? Hash(tokens[mention.First - 1].Lower) : 2u;
        var next = mention.End < tokens.Length ? Hash(tokens[mention.End].Lower) : 2u;
        Add(features, 34, previous, before, away);
        Add(features, 35, next, before, away);
        Add(features, 36, previous, next);
        Add(features, 37, previous, sub, before);
        Add(features, 38, mention.End == anchor.First ? 1u : mention.First == anchor.End ? 2u : 0u, kind, sub);
        if (path.Governor >= 0 && tokens[path.Governor] is var over)
        {
            Add(features, 39, last, (uint)over.Relation, governor);
            Add(features, 40, last, over.Head >= 0 ? Hash(tokens[over.Head].Lemma) : 1u, preposition);
        }
        if (mention.ActorId is { } id) Add(features, 41, Hash(id), sub);
        Add(features, 42, (uint)path.FirstUp, last, preposition, pos);
        Add(features, 43, (uint)path.FirstUp, last, kind, rule);
        Add(features, 44, top, last, (uint)path.FirstUp, preposition);
        Add(features, 45, (uint)Math.Min(path.UpLength, 5), (uint)Math.Min(path.DownLength, 5), kind, rule);
        var others = (uint)(Math.Min(candidate.OtherActors, 2) * 3 + Math.Min(candidate.OtherRecipients, 2));
        Add(features, 46, others, rule, away);
        Add(features, 47, others, rule, sub);
        Add(features, 48, others, kind, before, away);
        var inside = mention.First <= anchor.Token && anchor.Token < mention.End ? 1u : 0u;
        Add(features, 49, inside, sub, kind);
        Add(features, 50, inside, lemma);
        if (path.Governor >= 0) Add(features, 51, governor, last, sub, before);
        Add(features, 52, top, last, sub);
        if (candidate.Rival != Rivalry.None)
        {
            var rival = (uint)candidate.Rival * 4 + (uint)candidate.RivalRule;
            Add(features, 53, rival, away);
            Add(features, 54, rival, rule, away);
            Add(features, 55, rival, sub);
            Add(features, 56, rival, kind, rule);
            Add(features, 57, rival, way);
        }
        if (candidate.IsPart)
        {
            Add(features, 58, kind, rule);
            Add(features, 59, sub, away);
            Add(features, 60, others);
        }
        if (mention.Kind == ActorKind.Structure)
        {
            var owner = (uint)candidate.Owner;
            Add(features, 61, owner, rule);
            Add(features, 62, owner, sub);
            Add(features, 63, owner, head);
            Add(features, 64, owner, flags, rule);
        }
        return count;
    }

    public static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return hash;
    }

    private static uint Bucket(int distance) => distance switch { <= 2 => (uint)distance, <= 4 => 4, <= 8 => 8, <= 16 => 16, <= 32 => 32, _ => 64 };

    internal static uint Mix(uint a, uint b, uint c)
    {
        var hash = (a ^ (b * 0x85EBCA6Bu)) * 0xC2B2AE35u;
        hash = (hash ^ (hash >> 15) ^ (c * 0x27D4EB2Fu)) * 0x165667B1u;
        return hash ^ (hash >> 13);
    }
}
