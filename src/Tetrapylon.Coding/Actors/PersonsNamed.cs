using System.Collections.Immutable;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Who it was done to, by name: the name beside a title, the rest of a list of names, the one name a deed to a person leaves.</summary>
/// <remarks>Works on the order of words, not on the parse, which lists of names with ages and offices often break.</remarks>
internal sealed class PersonsNamed(RoleWords words)
{
    private const int FarthestApart = 24;
    private const int FarthestFromDeed = 12;
    private const int LongestOffice = 9;

    /// <summary>The recipients with every title that stands beside a name given up for the name, and the names listed with them.</summary>
    public List<(RoleCandidate Candidate, double Chance)> Among(Document document, ImmutableArray<ActorMention> actors, Anchor anchor, List<(RoleCandidate Candidate, double Chance)> chosen)
    {
        var sentence = document.Sentences[document.SentenceOf(anchor.Token)];
        if (!sentence.Parsed) return chosen;
        var persons = Persons(document, actors, sentence);
        if (persons.Count == 0) return chosen;
        var found = new List<(RoleCandidate Candidate, double Chance)>(chosen.Count + 2);
        foreach (var one in chosen)
        {
            var named = one.Candidate.SentencesAway == 0 ? NameBeside(document, persons, one.Candidate.Mention) : null;
            found.Add(named is null ? one : (one.Candidate with { Mention = named }, one.Chance));
        }
        if (found.Count == 0 && words.Harming.Contains(anchor.SubType) && OnlyName(document, sentence, persons, anchor) is { } only) found.Add((Candidate(document, anchor, only), 0));
        for (var i = 0; i < found.Count && found.Count < 40; i++)
        {
            var mention = found[i].Candidate.Mention;
            if (found[i].Candidate.SentencesAway != 0 || mention.ActorId is not null && mention.Kind != ActorKind.Individual || mention.Kind is ActorKind.Structure or ActorKind.Organization) continue;
            foreach (var person in persons)
                if (!found.Exists(f => f.Candidate.Mention.First == person.First) && Listed(document, mention, person))
                    found.Add((found[i].Candidate with { Mention = person }, found[i].Chance));
        }
        return found;
    }

    private static RoleCandidate Candidate(Document document, Anchor anchor, ActorMention person) =>
        new(person, new(0, 0, 0, 0, -1, document.Tokens[person.Head].Relation, Relation.Root, document.Tokens[person.Head].Head, person.Head, false, ""), Role.Recipient, 0, 0, false, false);

    private List<ActorMention> Persons(Document document, ImmutableArray<ActorMention> actors, Sentence sentence)
    {
        var persons = new List<ActorMention>();
        for (var i = RoleCandidates.FirstFrom(actors, sentence.First); i < actors.Length && actors[i].Head < sentence.End; i++)
            if (actors[i] is { Proper: true, Kind: ActorKind.Individual } person && document.Tokens[person.Head].Upos != Upos.PRON && !words.IsOffice(person.Name)) persons.Add(person);
        return persons;
    }

    /// <summary>"landowner samuel plazas", "another businessman, luis sales", "jorge ruiz, a mayor of …".</summary>
    private static ActorMention? NameBeside(Document document, List<ActorMention> persons, ActorMention mention)
    {
        if (mention.Proper || mention.Kind is ActorKind.Structure or ActorKind.Organization || mention.ActorId is not null) return null;
        var tokens = document.Tokens;
        if (tokens[mention.Head].Morph.HasFlag(Morph.Plural)) return null;
        foreach (var person in persons)
        {
            if (person.First == mention.End || person.First == mention.End + 1 && tokens[mention.End].Lower == ",") return person;
            // "the deputy governor of the province, X"
            if (person.First > mention.End + 2 && person.First - mention.End <= LongestOffice && tokens[mention.End].Lower == "of" && tokens[person.First - 1].Lower == ","
                && NoVerb(document, mention.End, person.First) && !Holds(document, mention.End, person.First - 1, Upos.PUNCT) && !Holds(document, mention.End, person.First, Upos.CCONJ)) return person;
            // The office behind the name: a comma, perhaps an article, then the noun.
            if (person.End < mention.First && mention.First - person.End <= 3 && tokens[person.End].Lower == "," && NoVerb(document, person.End, mention.First)
                && !Holds(document, person.End, mention.First, Upos.CCONJ)) return person;
        }
        return null;
    }

    private static bool Listed(Document document, ActorMention one, ActorMention other)
    {
        var (from, to) = one.First < other.First ? (one.End, other.First) : (other.End, one.First);
        if (to < from || to - from > FarthestApart || !NoVerb(document, from, to)) return false;
        var joined = false;
        for (var t = from; t < to; t++)
        {
            var token = document.Tokens[t];
            if (token.Upos == Upos.ADP && token.Lower is not ("of" or "in" or "from" or "for" or "at" or "with" or "as" or "along")) return false;
            joined |= token.Upos == Upos.CCONJ || token.Lower is "," or ";" or "with";
        }
        return joined;
    }

    /// <summary>The name a deed is done to where nothing else was found: before a passive, after an active verb, after "of".</summary>
    private ActorMention? OnlyName(Document document, Sentence sentence, List<ActorMention> persons, Anchor anchor)
    {
        var tokens = document.Tokens;
        var token = tokens[anchor.Token];
        var verbal = token.Upos is Upos.VERB or Upos.AUX;
        var passive = verbal && (RoleRules.IsPassive(document, anchor.Token) || anchor.First > sentence.First && tokens[anchor.First - 1].Upos == Upos.AUX && tokens[anchor.First - 1].Lemma == "be");
        ActorMention? best = null;
        foreach (var person in persons)
        {
            // "the mayor … escaped unhurt from an attack"
            if (!verbal && person.End < anchor.First && Bears(document, person.End, anchor.First)) return person;
            if (!verbal && !words.ToPersons.Contains(anchor.SubType)) continue;
            if (passive)
            {
                if (person.End <= anchor.First && anchor.First - person.End <= FarthestFromDeed && NoVerb(document, person.End, anchor.First)) best = person;
            }
            else if (person.First >= anchor.End && person.First - anchor.End <= FarthestFromDeed && NoVerb(document, anchor.End, person.First) && (verbal ? Adjoins(document, anchor.End, person.First) : LeadsTo(document, anchor.End, person.First)))
                return person;
        }
        return best;
    }

    private bool LeadsTo(Document document, int from, int to)
    {
        var leads = false;
        for (var t = from; t < to; t++)
            if (document.Tokens[t].Upos == Upos.ADP)
            {
                if (document.Tokens[t].Lower is "of" or "against" or "on") leads = true;
                else if (document.Tokens[t].Lower is not ("in" or "at")) return false;
            }
        return leads;
    }

    // "killed, on Monday, X": words of time and place may stand between in commas.
    private static bool Adjoins(Document document, int from, int to)
    {
        for (var t = from; t < to; t++)
            if (document.Tokens[t].Upos == Upos.ADP) return document.Tokens[t].Lower is "in" or "on" or "at" or "near" or "during" && HoldsComma(document, t, to);
        return true;
    }

    private static bool HoldsComma(Document document, int from, int to)
    {
        for (var t = from; t < to; t++)
            if (document.Tokens[t].Lower == ",") return true;
        return false;
    }

    // One verb stands between, and its subject bears the deed.
    private bool Bears(Document document, int from, int to)
    {
        var bears = false;
        for (var t = from; t < to; t++)
            if (document.Tokens[t].Upos == Upos.VERB)
            {
                if (bears || !words.Bearing.Contains(document.Tokens[t].Lemma)) return false;
                bears = true;
            }
        return bears;
    }

    private static bool NoVerb(Document document, int from, int to)
    {
        for (var t = from; t < to; t++)
            if (document.Tokens[t].Upos is Upos.VERB or Upos.SCONJ || document.Tokens[t].Upos == Upos.AUX && document.Tokens[t].Lemma != "be") return false;
        return true;
    }

    private static bool Holds(Document document, int from, int to, Upos kind)
    {
        for (var t = from; t < to; t++)
            if (document.Tokens[t].Upos == kind) return true;
        return false;
    }
}
