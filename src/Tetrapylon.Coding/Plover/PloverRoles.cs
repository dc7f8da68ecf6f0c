using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Plover;

/// <summary>Says who is the source and who the target of what PLOVER records: by the grammar around its words alone, for no coded events have taught more.</summary>
internal sealed class PloverRoles(RoleFinder grammar, RoleWords words, PloverLexicon.Cues cues)
{
    private const int Reach = 60;
    private const int Highest = 4;
    private const int Deepest = 8;
    private const int GreatCity = 500_000;

    /// <param name="mutual">Whether both sides do it: the first named is the source, the others are the target.</param>
    public Roles Of(Document document, Mentioned mentioned, Anchor anchor, bool mutual)
    {
        var read = grammar.Find(document, mentioned.Actors, mentioned.Places, anchor);
        var because = new List<string>(read.Because);
        var (sources, targets) = (Known(document, mentioned, anchor, read.Actors), Known(document, mentioned, anchor, read.Recipients));
        if (Doing(document, mentioned, anchor.Token) is { Count: > 0 } doing)
        {
            sources = doing;
            because.Add($"source '{document.TextOf(doing[0].Span)}': subject of '{document.Tokens[anchor.Token].Lower}'");
        }
        targets.RemoveAll(t => sources.Exists(s => Same(s, t)));
        if (targets.Count == 0 && Below(document, mentioned, anchor, sources) is { } below)
        {
            targets.Add(below);
            because.Add($"target '{document.TextOf(below.Span)}': nearest below '{document.Tokens[anchor.Token].Lower}'");
        }
        if (mutual && targets.Count == 0 && sources.Count > 1)
        {
            targets = sources.GetRange(1, sources.Count - 1);
            sources.RemoveRange(1, sources.Count - 1);
        }
        return new([.. sources], [.. targets], [.. because]);
    }

    /// <summary>Those who stand at a noun, or are counted by it ("thousands of X").</summary>
    public List<Participant> SidesAt(Document document, Mentioned mentioned, int noun)
    {
        var found = new List<Participant>();
        var tokens = document.Tokens;
        foreach (var mention in Near(mentioned.Actors, noun))
        {
            if (!IsSide(mentioned, mention) && Title(mentioned, mention) is null) continue;
            var at = mention.Head;
            for (var step = 0; step < 3 && at >= 0; step++)
            {
                if (at == noun || mention.First <= noun && noun < mention.End)
                {
                    var side = Titled(document, mentioned, mention);
                    if (!found.Exists(f => f.Name == side.Name)) found.Add(side);
                    break;
                }
                if (tokens[at].Relation is not (Relation.Conj or Relation.Nmod or Relation.Appos or Relation.Flat)) break;
                // "Thousands of X" are X; "the goalkeeper of X" is not.
                if (tokens[at].Relation == Relation.Nmod && (RolePath.PrepositionOf(document, at) != "of" || tokens[at].Head < 0 || !Counts(tokens[tokens[at].Head]))) break;
                at = tokens[at].Head;
            }
        }
        if (found.Count == 0 && Capital(mentioned, noun) is { } capital) found.Add(capital);
        return found;
    }

    // "Berlin rejected it": a great city that does something is its country's government.
    private static Participant? Capital(Mentioned mentioned, int noun)
    {
        var after = InTextOrder.FirstFrom(mentioned.Places, noun + 1, static p => p.First);
        // Places stand in text order; a few may lie inside one another.
        for (var i = after - 1; i >= Math.Max(0, after - 4); i--)
            if (mentioned.Places[i] is var place && noun < place.End && place is { Contextual: false, Country: { } country, Place: { Kind: PlaceKind.Settlement, Population: >= GreatCity } })
                return new(place.Text, ActorKind.StateForces, country.ToLowerInvariant(), place.Span);
        return null;
    }

    // "President X": the office and the name are one.
    private static Participant Titled(Document document, Mentioned mentioned, ActorMention mention) =>
        Title(mentioned, mention) is not { } title ? new(mention.Name, mention.Kind, mention.ActorId, mention.Span)
        : new(ActorNaming.Text(document, title.First, mention.End), ActorKind.Individual, mention.ActorId, document.SpanOf(title.First, mention.End));

    private static ActorMention? Title(Mentioned mentioned, ActorMention mention)
    {
        if (!mention.Proper || mention.Kind is not (ActorKind.Individual or ActorKind.Unidentified)) return null;
        foreach (var before in Near(mentioned.Actors, mention.Head))
            if (before.End == mention.First && before is { Kind: ActorKind.Individual, ActorId: null }) return before;
        return null;
    }

    private bool Counts(in Token noun) => words.Counts(noun.Lower) || cues.StandingFor.Contains(noun.Lemma);

    /// <summary>Those who are the subject of a verb, also of one that shares another's; nobody for a passive.</summary>
    public List<Participant> Doing(Document document, Mentioned mentioned, int verb)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(verb)];
        if (RoleRules.IsPassive(document, verb)) return [];
        var at = verb;
        for (var step = 0; step < Highest; step++)
        {
            for (var t = Math.Max(sentence.First, at - Reach); t < Math.Min(sentence.End, at + Reach); t++)
                if (tokens[t].Head == at && (tokens[t].Relation == Relation.Nsubj || step > 0 && tokens[t].Relation == Relation.NsubjPass)) return SidesAt(document, mentioned, t);
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            if (head < 0) break;
            var verbal = tokens[at].Upos == Upos.VERB;
            // "Rebels demanding …" demand; "a statement demanding …" is of whoever issued it.
            if (relation is Relation.Acl or Relation.AclRelcl && verbal && (relation == Relation.AclRelcl || tokens[at].Lower.EndsWith("ing", StringComparison.Ordinal)))
            {
                if (SidesAt(document, mentioned, head) is { Count: > 0 } modified) return modified;
            }
            else if (relation is not (Relation.Xcomp or Relation.Conj or Relation.Advcl) && (verbal || relation is not (Relation.Obj or Relation.Obl or Relation.Acl))) break;
            at = head;
        }
        return [];
    }

    // The side nearest below the words, to their right, that is none of the sources.
    private Participant? Below(Document document, Mentioned mentioned, Anchor anchor, List<Participant> sources)
    {
        ActorMention? best = null;
        var least = int.MaxValue;
        foreach (var mention in Near(mentioned.Actors, anchor.Token))
        {
            if (mention.Head <= anchor.Token || !IsSide(mentioned, mention) || IsWhere(document, mention) || mention.First >= anchor.First && mention.End <= anchor.End) continue;
            var (at, steps) = (mention.Head, 0);
            while (at >= 0 && at != anchor.Token && steps < Deepest)
            {
                // What comes before, after or besides is another matter.
                if (document.Tokens[at].Relation is Relation.Advcl or Relation.AclRelcl or Relation.Parataxis) { at = -1; break; }
                (at, steps) = (document.Tokens[at].Head, steps + 1);
            }
            if (at != anchor.Token || steps >= least || sources.Exists(s => Same(s, new(mention.Name, mention.Kind, mention.ActorId, mention.Span)))) continue;
            (best, least) = (mention, steps);
        }
        return best is null ? null : new(best.Name, best.Kind, best.ActorId, best.Span);
    }

    private static bool Same(Participant one, Participant other) => one.ActorId is { } id && id == other.ActorId || one.Name == other.Name || one.Span.Overlaps(other.Span);

    private List<Participant> Known(Document document, Mentioned mentioned, Anchor anchor, ImmutableArray<Participant> parties)
    {
        var known = new List<Participant>();
        foreach (var party in parties)
            foreach (var mention in Near(mentioned.Actors, anchor.Token))
                if (mention.Span == party.Span) { if (IsSide(mentioned, mention) && !IsWhere(document, mention)) known.Add(party); break; }
        return known;
    }

    // A thing hit is no side, nor is a noun of which nothing is known, nor a day taken for a name.
    private static bool IsSide(Mentioned mentioned, ActorMention mention) =>
        mention.Kind != ActorKind.Structure && (mention.Kind != ActorKind.Unidentified || mention.ActorId is not null) && !PredicateFinder.IsTime(mentioned.Times, mention.Head);

    private bool IsWhere(Document document, ActorMention mention) => cues.Where.Contains(RolePath.PrepositionOf(document, mention.Head));

    private static IEnumerable<ActorMention> Near(ImmutableArray<ActorMention> actors, int token)
    {
        for (var i = RoleCandidates.FirstFrom(actors, token - Reach); i < actors.Length && actors[i].Head <= token + Reach; i++) yield return actors[i];
    }
}
