using System.Collections.Immutable;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Somebody who may have a part in a happening.</summary>
/// <param name="Path">The way from the anchor; not connected for one named in another sentence.</param>
/// <param name="SentencesAway">Sentences between: 0 in the anchor's own, negative before.</param>
/// <param name="Rank">Which one it is on its side of the anchor, 0 the nearest.</param>
/// <param name="OtherActors">How many others grammar reads as actors.</param>
/// <param name="AdHoc">True for a noun that no lexicon knows as somebody.</param>
/// <param name="Rival">How the nearest other happening of its sentence stands to it.</param>
/// <param name="RivalRule">The role that grammar gives it in that other happening.</param>
/// <param name="IsPart">True for some of others told before: "including two women".</param>
/// <param name="Owner">Whose a structure is, by the words of its name.</param>
internal readonly record struct RoleCandidate(
    ActorMention Mention, RolePath Path, Role Rule, int SentencesAway, int Rank, bool AdHoc, bool IsPlace, int OtherActors = 0, int OtherRecipients = 0, Rivalry Rival = Rivalry.None, Role RivalRule = Role.None,
    bool IsPart = false, Ownership Owner = Ownership.None);

/// <summary>Whose a structure is: nobody's that its words name ("hotel"), a nation's ("Indian embassy"), somebody's with a name ("NATO base"), a side's by a common word ("police station").</summary>
internal enum Ownership : byte { None, Nation, Name, Side }

/// <summary>How another happening stands to a candidate of this one: farther from it than this one, nearer, between the two, the word it hangs on.</summary>
internal enum Rivalry : byte { None, Farther, Nearer, Between, Governor }

/// <summary>Lists who may have a part in a happening: the mentions around, and nouns tied to the anchor by grammar.</summary>
internal sealed class RoleCandidates(RoleWords words, RoleRules rules)
{
    /// <summary>So many sentences before its own and after it a happening takes its roles from.</summary>
    public const int FarthestSentences = 2;
    private const int FarthestTokens = 120;
    private const int LongestList = 6;

    public List<RoleCandidate> Around(Document document, ImmutableArray<ActorMention> actors, ImmutableArray<PlaceMention> places, Anchor anchor, ReadOnlySpan<int> others = default)
    {
        var found = new List<RoleCandidate>(32);
        var home = document.SentenceOf(anchor.Token);
        var sentence = document.Sentences[home];
        for (var i = FirstFrom(actors, anchor.Token - FarthestTokens); i < actors.Length && actors[i].Head <= anchor.Token + FarthestTokens; i++)
        {
            var mention = actors[i];
            var away = document.SentenceOf(mention.Head) - home;
            if (away < -FarthestSentences) continue;
            if (away > FarthestSentences) break;
            if (away != 0 && document.Tokens[mention.Head].Upos == Upos.PRON) continue;
            var path = away == 0 && sentence.Parsed ? RolePath.Of(document, anchor.Token, mention.Head, words) : Unconnected(document, mention.Head);
            found.Add(new(mention, path, rules.Of(document, anchor, path), away, 0, false, IsPlace(places, mention.Head)));
        }
        if (sentence.Parsed) AddNouns(document, places, anchor, sentence, found);
        found.Sort((a, b) => a.Mention.Head.CompareTo(b.Mention.Head));
        Number(found, anchor.Token);
        Rivals(document, anchor, others, found);
        for (var i = 0; i < found.Count; i++)
            found[i] = found[i] with { IsPart = IsPart(document, found[i].Mention), Owner = found[i].Mention.Kind == ActorKind.Structure ? OwnerOf(document, places, found[i].Mention) : Ownership.None };
        return found;
    }

    // "including two women and a child": the word may stand before another of the list.
    private bool IsPart(Document document, ActorMention mention)
    {
        var tokens = document.Tokens;
        var first = document.Sentences[document.SentenceOf(mention.Head)].First;
        var (from, head) = (mention.First, mention.Head);
        for (var step = 0; step < LongestList; step++)
        {
            var t = from - 1;
            while (t >= first && tokens[t].Upos is Upos.NUM or Upos.DET or Upos.ADJ or Upos.ADV or Upos.PRON && t >= first && !words.Including.Contains(tokens[t].Lower)) t--;
            if (t >= first && words.Including.Contains(tokens[t].Lower)) return true;
            if (tokens[head].Relation != Relation.Conj || tokens[head].Head < first || tokens[head].Head >= from) return false;
            head = tokens[head].Head;
            from = head;
            while (from > first && tokens[from - 1].Relation is Relation.Compound or Relation.Amod or Relation.Flat && from > first) from--;
        }
        return false;
    }

    private Ownership OwnerOf(Document document, ImmutableArray<PlaceMention> places, ActorMention mention)
    {
        var owner = Ownership.None;
        for (var t = mention.First; t < mention.End; t++)
        {
            var token = document.Tokens[t];
            if (t == mention.Head) continue;
            var found = words.Sides.Contains(token.Lower) ? Ownership.Side
                : token.Upos == Upos.PROPN ? IsPlace(places, t) ? Ownership.Nation : Ownership.Name
                : token.Upos == Upos.ADJ && token.Capitalized ? Ownership.Nation : Ownership.None;
            if (found > owner) owner = found;
        }
        return owner;
    }

    // The nearest word of another happening in a candidate's sentence may have a better claim to it.
    private void Rivals(Document document, Anchor anchor, ReadOnlySpan<int> others, List<RoleCandidate> found)
    {
        for (var i = 0; i < found.Count; i++)
        {
            var head = found[i].Mention.Head;
            var sentence = document.SentenceOf(head);
            var rival = -1;
            foreach (var other in others)
                if (other != anchor.Token && document.SentenceOf(other) == sentence && (rival < 0 || Math.Abs(other - head) < Math.Abs(rival - head))) rival = other;
            if (rival < 0) continue;
            var how = document.Tokens[head].Head == rival ? Rivalry.Governor
                : Math.Min(anchor.Token, head) < rival && rival < Math.Max(anchor.Token, head) ? Rivalry.Between
                : Math.Abs(rival - head) < Math.Abs(anchor.Token - head) ? Rivalry.Nearer : Rivalry.Farther;
            var rule = document.Sentences[sentence].Parsed ? rules.Of(document, anchor with { Token = rival, First = rival, End = rival + 1 }, RolePath.Of(document, rival, head, words)) : Role.None;
            found[i] = found[i] with { Rival = how, RivalRule = rule };
        }
    }

    private void AddNouns(Document document, ImmutableArray<PlaceMention> places, Anchor anchor, Sentence sentence, List<RoleCandidate> found)
    {
        var known = found.Count;
        for (var t = Math.Max(sentence.First, anchor.Token - FarthestTokens); t < Math.Min(sentence.End, anchor.Token + FarthestTokens); t++)
        {
            var token = document.Tokens[t];
            if (!NounPhrases.IsNominal(token) || t >= anchor.First && t < anchor.End || t == anchor.Token) continue;
            if (token.Relation is Relation.Compound or Relation.Flat or Relation.OblTmod or Relation.NmodTmod or Relation.Nummod || words.Never.Contains(token.Lemma) || words.Counts(token.Lower)) continue;
            if (Covered(found, known, t) || IsPlace(places, t)) continue;
            var path = RolePath.Of(document, anchor.Token, t, words);
            if (!path.Connected || path.UpLength + path.DownLength > 4) continue;
            var rule = rules.Of(document, anchor, path);
            if (rule == Role.None && path.UpLength + path.DownLength > 3) continue;
            var (first, end) = Bounds(document, t, sentence);
            if (first > t) continue;
            var proper = token.Upos == Upos.PROPN;
            var name = ActorNaming.Text(document, first, end);
            if (!ActorNaming.IsName(name)) continue;
            var mention = new ActorMention(document.SpanOf(first, end), first, end, t, name, proper ? ActorKind.Unidentified : ActorKind.Structure, null, proper, "a noun tied to the deed by grammar");
            found.Add(new(mention, path, rule, 0, 0, true, false));
        }
    }

    private static (int, int) Bounds(Document document, int head, Sentence sentence)
    {
        var first = head;
        while (first > sentence.First && document.Tokens[first - 1] is { Relation: Relation.Compound or Relation.Amod or Relation.Flat } && first - 1 >= head - 5) first--;
        var end = head + 1;
        while (end < sentence.End && document.Tokens[end] is { Relation: Relation.Flat } flat && flat.Head == head) end++;
        return (first, end);
    }

    private static bool Covered(List<RoleCandidate> found, int known, int t)
    {
        for (var i = 0; i < known; i++)
            if (found[i].Mention.First <= t && t < found[i].Mention.End || found[i].Mention.Head == t) return true;
        return false;
    }

    private static bool IsPlace(ImmutableArray<PlaceMention> places, int t)
    {
        var after = InTextOrder.FirstFrom(places, t + 1, static p => p.First);
        // Places stand in text order; a few may lie inside one another.
        for (var i = after - 1; i >= 0 && i >= after - 4; i--)
            if (!places[i].Contextual && t < places[i].End) return true;
        return false;
    }

    /// <summary>The first mention whose head is at a token or after it.</summary>
    public static int FirstFrom(ImmutableArray<ActorMention> actors, int token) => InTextOrder.FirstFrom(actors, token, static a => a.Head);

    private static RolePath Unconnected(Document document, int head) =>
        new(0, 0, 0, 0, -1, document.Tokens[head].Relation, Relation.Root, document.Tokens[head].Head, head, false, RolePath.PrepositionOf(document, head));

    private static void Number(List<RoleCandidate> found, int anchor)
    {
        var after = 0;
        for (var i = 0; i < found.Count; i++)
            if (found[i].Mention.Head > anchor) found[i] = found[i] with { Rank = after++ };
        var (acting, suffering) = (0, 0);
        foreach (var candidate in found)
            if (candidate.Rule == Role.Actor) acting++;
            else if (candidate.Rule == Role.Recipient) suffering++;
        for (var i = 0; i < found.Count; i++)
            found[i] = found[i] with { OtherActors = acting - (found[i].Rule == Role.Actor ? 1 : 0), OtherRecipients = suffering - (found[i].Rule == Role.Recipient ? 1 : 0) };
        var before = 0;
        for (var i = found.Count - 1; i >= 0; i--)
            if (found[i].Mention.Head < anchor) found[i] = found[i] with { Rank = before++ };
    }
}
