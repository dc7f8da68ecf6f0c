using System.Collections.Immutable;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads the grammar of taking a place: which place is taken ("captures the towns of Rasak and Oruba"), by whom, and whether it is the place or something in it.</summary>
/// <param name="isKind">Whether a word is a kind of place ("town").</param>
public sealed class TakenPlace(TakingWords words, Func<string, bool> isKind)
{
    private const int MostSteps = 6, Reach = 40, WidestGap = 9;

    public TakingWords Words => words;

    /// <summary>The first place named in the object of the verb, or of the noun ("capture of X"); where the parse has none, the one that follows it; null when none is.</summary>
    public PlaceMention? Of(Document document, ImmutableArray<PlaceMention> places, int taking)
    {
        if (document.Tokens[taking].Upos == Upos.VERB && Next(document, places, taking) is { } next) return next;
        foreach (var place in InTextOrder.Between(places, taking - Reach, taking + Reach + 1, static p => p.First))
            if (!place.Contextual && IsObject(document, place, taking)) return place;
        return Next(document, places, taking);
    }

    /// <summary>The first place that follows the word with nothing but its own description between, one smaller than a region before one that is; null when none does.</summary>
    public PlaceMention? Next(Document document, ImmutableArray<PlaceMention> places, int taking)
    {
        PlaceMention? area = null;
        foreach (var place in InTextOrder.Between(places, taking + 1, taking + WidestGap + 1, static p => p.First))
            if (!place.Contextual && !place.Demonym && Follows(document, place, taking))
            {
                if (place.Place is not { Kind: PlaceKind.Region or PlaceKind.Country or PlaceKind.Continent }) return place;
                area ??= place;
            }
        return area;
    }

    /// <summary>True when the place is what the verb takes, or a further one of its list.</summary>
    public bool IsTaken(Document document, PlaceMention place, int taking) => IsObject(document, place, taking) || Follows(document, place, taking);

    private bool IsObject(Document document, PlaceMention place, int taking)
    {
        var tokens = document.Tokens;
        var at = Head(document, place);
        for (var step = 0; step < MostSteps && at >= 0; step++)
        {
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            switch (relation)
            {
                case Relation.Obj or Relation.NsubjPass: return head == taking;
                // "X falls to Y"
                case Relation.Nsubj: return head == taking && words.ToTaker.Contains(tokens[taking].Lemma) && !words.Losing.Contains(tokens[taking].Lemma);
                case Relation.Nmod:
                    if (!Has(document, at, "of")) return false;
                    if (head == taking) return true;
                    break;
                case Relation.Compound or Relation.Flat or Relation.Appos or Relation.Conj: break;
                default: return false;
            }
            at = head;
        }
        return false;
    }

    // Between the taking and the place stand only articles, adjectives, kinds of places and "control of".
    private bool Follows(Document document, PlaceMention place, int taking)
    {
        var tokens = document.Tokens;
        // "The Orthodox village of X": X is the village.
        if (place.End < tokens.Length && tokens[place.End].Lower == "of") return false;
        if (place.First <= taking || place.First - taking > WidestGap || tokens[taking].Upos is not (Upos.VERB or Upos.NOUN) || document.SentenceOf(taking) != document.SentenceOf(place.First)) return false;
        // "The gold mining town of X": any description before the kind.
        var kindOf = place.First - taking > 3 && tokens[place.First - 1].Lower == "of" && isKind(tokens[place.First - 2].Lower) ? place.First - 2 : taking;
        for (var t = taking + 1; t < place.First; t++)
            if (tokens[t].Upos is not (Upos.DET or Upos.ADJ or Upos.NUM) && tokens[t].Lower is not "-" && !words.Between.Contains(tokens[t].Lower) && !isKind(tokens[t].Lower)
                && !(t < kindOf && tokens[t].Upos is Upos.NOUN or Upos.PROPN && !words.Parts.Contains(tokens[t].Lower) && !words.Things.Contains(tokens[t].Lemma))) return false;
        return tokens[taking].Upos == Upos.VERB || place.First - taking > 1;
    }

    /// <summary>Where the words say "the city", the town is meant, not the castle in it that is named nearer; so it is where another sentence tells of the castle only as what is near.</summary>
    public PlaceReference? Town(Document document, int trigger, ImmutableArray<PlaceMention> places, PlaceReference? place, bool isTransfer)
    {
        if (place?.Mention is not { Place: { Kind: PlaceKind.Site or PlaceKind.Facility } site } chosen) return place;
        if (!(isTransfer && SaysTown(document, trigger)) && !(document.SentenceOf(chosen.First) != document.SentenceOf(trigger) && IsBeside(document, chosen))) return place;
        PlaceMention? town = null;
        foreach (var mention in places)
            if (!mention.Contextual && mention.Place is { Kind: PlaceKind.Settlement } named && (named.Id == site.Parent ? town is null || mention.First < trigger : mention.First < trigger && (town is null || town.Place?.Id != site.Parent && mention.Country == chosen.Country))) town = mention;
        return town is null ? place : new(town, town.Country ?? place.Country, "the town of which '" + chosen.Text + "' is told");
    }

    private bool SaysTown(Document document, int trigger)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(trigger)];
        for (var t = sentence.First + 1; t < sentence.End; t++)
        {
            if (!words.Towns.Contains(tokens[t].Lower) || t + 1 < sentence.End && tokens[t + 1].Lower == "of") continue;
            // "the city", "the ancient city"
            var before = t - 1;
            while (before > sentence.First && tokens[before].Upos == Upos.ADJ) before--;
            if (tokens[before].Lower == "the") return true;
        }
        return false;
    }

    /// <summary>What is taken, where it is not the place itself: the noun that is the verb's object, looked for behind "control of"; -1 when there is none.</summary>
    public int Object(Document document, int taking)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(taking)];
        var found = -1;
        for (var t = sentence.First; t < sentence.End && found < 0; t++)
            if (tokens[t].Head == taking && (tokens[t].Relation is Relation.Obj or Relation.NsubjPass || tokens[t].Relation == Relation.Obl && t > taking && tokens[t].Upos == Upos.NOUN && !HasCase(document, t))) found = t;
        for (var step = 0; step < 2 && found >= 0 && words.Between.Contains(tokens[found].Lemma) && !words.Parts.Contains(tokens[found].Lower); step++)
        {
            var inner = -1;
            for (var t = found + 1; t < sentence.End && inner < 0; t++)
                if (tokens[t].Head == found && tokens[t].Relation == Relation.Nmod && (Has(document, t, "of") || Has(document, t, "over"))) inner = t;
            if (inner < 0) break;
            found = inner;
        }
        return found;
    }

    /// <summary>Who takes: the actor that is subject of the taking word, or of the verb it is joined to, or stands after "falls to"; null when the grammar names none.</summary>
    public Participant? Taker(Document document, ImmutableArray<Participant> actors, int taking)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(taking)];
        if (words.ToTaker.Contains(tokens[taking].Lemma))
        {
            for (var t = taking + 1; t < sentence.End; t++)
                if (tokens[t].Relation is Relation.Obl or Relation.Nmod && Has(document, t, "to") && At(actors, tokens[t]) is { } after) return after;
            if (words.Losing.Contains(tokens[taking].Lemma)) return null;
        }
        return Subject(document, actors, taking, MostSteps);
    }

    /// <summary>True for a word by which somebody loses or leaves a place: "lost X", "further losses", "its retreat".</summary>
    public bool IsLoss(Document document, int word) =>
        document.Tokens[word] is var token && (words.Losing.Contains(token.Lemma) || token.Upos == Upos.NOUN && (words.Leaving.Contains(token.Lemma) || words.Defeats.Contains(token.Lemma)));

    /// <summary>True where only some of them are told to do it: "most of the militants have withdrawn".</summary>
    public bool IsOfSome(Document document, int verb)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(verb)];
        for (var t = sentence.First; t < sentence.End; t++)
            if (tokens[t].Head >= 0 && (words.Some.Contains(tokens[t].Lower) && IsSubject(tokens[t].Head) || IsSubject(t) && words.Some.Contains(tokens[t].Lemma))) return true;
        return false;

        bool IsSubject(int token) => tokens[token].Head == verb && tokens[token].Relation is Relation.Nsubj or Relation.NsubjPass;
    }

    /// <summary>Whom what is lost goes to: "loses X to Y"; null when nobody is named.</summary>
    public Participant? Goes(Document document, ImmutableArray<ActorMention> named, int losing) =>
        words.ToTaker.Contains(document.Tokens[losing].Lemma) ? Taker(document, [.. named.Where(m => ControlReader.BearsArms(m.Kind)).Select(m => new Participant(m.Name, m.Kind, m.ActorId, m.Span))], losing) : null;

    /// <summary>Who is told to do it by the word itself, not by a word it is joined to.</summary>
    public static Participant? OwnSubject(Document document, ImmutableArray<Participant> actors, int verb) => Subject(document, actors, verb, 1);

    /// <summary>Who is told to leave by the word itself.</summary>
    public static Participant? Leaver(Document document, ImmutableArray<Participant> actors, int verb)
    {
        var sentence = document.Sentences[document.SentenceOf(verb)];
        for (var t = sentence.First; t < sentence.End; t++)
            if (document.Tokens[t].Head == verb && document.Tokens[t].Relation == Relation.Nsubj) return At(actors, document.Tokens[t]);
        return null;
    }

    private static Participant? Subject(Document document, ImmutableArray<Participant> actors, int verb, int steps)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(verb)];
        Participant? subject = null;
        var (head, unnamed) = (-1, -1);
        for (var (at, step) = (verb, 0); at >= 0 && step < steps && subject is null; step++)
        {
            for (var t = sentence.First; t < sentence.End && subject is null; t++)
                if (tokens[t].Head == at && (tokens[t].Relation is Relation.Nsubj or Relation.OblAgent || tokens[t].Relation == Relation.Obl && Has(document, t, "by")))
                {
                    (subject, head) = (At(actors, tokens[t]), t);
                    if (subject is null && unnamed < 0) unnamed = t;
                }
            if (tokens[at].Relation is not (Relation.Conj or Relation.Xcomp or Relation.Advcl or Relation.Ccomp)) break;
            at = tokens[at].Head;
        }
        // "Hundreds of X", "members of X": nobody by themselves.
        if (subject is null && unnamed >= 0)
            for (var t = unnamed + 1; t < sentence.End && subject is null; t++)
                if (Under(document, t, unnamed) && Has(document, t, "of")) subject = At(actors, tokens[t]);
        // "Fighters of X": the side with a name stands for those without one.
        if (subject is { ActorId: null })
            for (var t = head + 1; t < sentence.End; t++)
                if (Under(document, t, head) && (Has(document, t, "of") || tokens[t].Relation != Relation.Nmod) && At(actors, tokens[t]) is { ActorId: not null } named) return named;
        return subject;
    }

    /// <summary>True where the words say of the taking that it is tried: "attempts to capture", "a battle for control of".</summary>
    public bool IsTried(Document document, int taking)
    {
        var tokens = document.Tokens;
        // "Took part in the campaign to retake X": whatever the infinitive hangs on.
        if (taking > 1 && tokens[taking - 1].Lower == "to" && words.Attempting.Contains(tokens[taking - 2].Lemma)) return true;
        var at = taking;
        for (var step = 0; step < MostSteps; step++)
        {
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            if (head < 0) return false;
            var infinitive = relation is Relation.Xcomp or Relation.Acl or Relation.Advcl && IsInfinitive(document, at);
            if ((infinitive || relation is Relation.Nmod or Relation.Obl && Has(document, at, "for")) && words.Attempting.Contains(tokens[head].Lemma)) return true;
            if (relation == Relation.Nmod && at == taking && Has(document, at, "at") && words.Attempting.Contains(tokens[head].Lemma)) return true;
            if (relation is not (Relation.Conj or Relation.Obj or Relation.Nmod or Relation.Xcomp)) return false;
            at = head;
        }
        return false;
    }

    private static bool IsInfinitive(Document document, int verb)
    {
        for (var t = verb - 1; t >= Math.Max(0, verb - 4); t--)
            if (document.Tokens[t].Head == verb && document.Tokens[t].Lower == "to") return true;
        return false;
    }

    /// <summary>True when the place only tells where the thing taken is near: "sixty villages near X".</summary>
    public bool IsBeside(Document document, PlaceMention place)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(place.First)];
        for (var t = place.First - 1; t >= sentence.First && place.First - t <= Reach; t--)
        {
            // "In sight of X"
            if (t > sentence.First && tokens[t].Lower == "of" && words.Beside.Contains(tokens[t - 1].Lower + " of")) return true;
            if (tokens[t].Upos == Upos.ADP && tokens[t].Lower != "of") return words.Beside.Contains(tokens[t].Lower) || t > sentence.First && words.Beside.Contains(tokens[t - 1].Lower + " " + tokens[t].Lower);
            if (tokens[t].Upos is not (Upos.DET or Upos.ADJ or Upos.PROPN or Upos.NOUN or Upos.NUM) && tokens[t].Lower is not ("of" or "-")) return false;
            if (tokens[t].Upos == Upos.NOUN && !isKind(tokens[t].Lower)) return false;
        }
        return false;
    }

    /// <summary>The first place named as one of those taken: "many towns, including X and Y"; null when none is.</summary>
    public PlaceMention? Included(Document document, ImmutableArray<PlaceMention> places, int taking)
    {
        foreach (var place in InTextOrder.Between(places, taking + 1, taking + Reach + 1, static p => p.First))
            if (!place.Contextual && IsIncluded(document, place, taking)) return place;
        return null;
    }

    /// <summary>True when the place is one of those.</summary>
    public bool IsIncluded(Document document, PlaceMention place, int taking)
    {
        var tokens = document.Tokens;
        if (place.First <= taking || place.First - taking > Reach || document.SentenceOf(place.First) != document.SentenceOf(taking)) return false;
        var including = -1;
        for (var t = place.First - 1; t > taking && including < 0; t--)
        {
            if (words.Including.Contains(tokens[t].Lower)) including = t;
            else if (tokens[t].Upos is not (Upos.DET or Upos.ADJ or Upos.NUM or Upos.ADP or Upos.PROPN or Upos.CCONJ or Upos.PUNCT) && !isKind(tokens[t].Lower)) return false;
        }
        for (var t = taking + 1; t < including; t++)
            if (isKind(tokens[t].Lower) || words.Between.Contains(tokens[t].Lower)) return true;
        return false;
    }

    /// <summary>True when the word drives somebody out of the place: "expels L from X", "drives L out of X".</summary>
    public bool IsExpelled(Document document, PlaceMention place, int verb)
    {
        var tokens = document.Tokens;
        return place.First > verb && tokens[verb].Upos == Upos.VERB && words.Expelling.Contains(tokens[verb].Lemma) && IsFrom(document, place) && Under(document, place, verb);
    }

    /// <summary>Who is told to have been driven out, the place understood from before ("captured it in May but was driven out in March"); null when the word does not say so.</summary>
    public Participant? Expelled(Document document, ImmutableArray<Participant> armed, int verb)
    {
        var tokens = document.Tokens;
        if (tokens[verb].Upos != Upos.VERB || !words.Expelling.Contains(tokens[verb].Lemma) || !tokens[verb].Morph.HasFlag(Morph.PastParticiple)) return null;
        if (verb < 1 || tokens[verb - 1].Upos is not (Upos.AUX or Upos.ADV) || tokens[verb - 1].Lower == "being" || verb + 1 >= tokens.Length || tokens[verb + 1].Lower != "out") return null;
        // "Out of" another place says nothing of this one.
        if (verb + 2 < tokens.Length && tokens[verb + 2].Lower == "of") return null;
        var sentence = document.Sentences[document.SentenceOf(verb)];
        for (var (at, step) = (verb, 0); at >= 0 && step < MostSteps; step++)
        {
            for (var t = sentence.First; t < verb; t++)
                if (tokens[t].Head == at && tokens[t].Relation is Relation.NsubjPass or Relation.Nsubj && At(armed, tokens[t]) is { } loser) return loser;
            if (tokens[at].Relation is not (Relation.Conj or Relation.Advcl)) return null;
            at = tokens[at].Head;
        }
        return null;
    }

    /// <summary>True when the word says that its subject leaves the place: "withdraws from X", "abandons X".</summary>
    public bool IsLeft(Document document, PlaceMention place, int leaving)
    {
        var tokens = document.Tokens;
        if (!words.Leaving.Contains(tokens[leaving].Lemma) || place.First <= leaving) return false;
        return IsFrom(document, place) ? Under(document, place, leaving) : Follows(document, place, leaving);
    }

    // The nearest preposition before the place, "of" aside, is "from" or "out of".
    private static bool IsFrom(Document document, PlaceMention place)
    {
        var tokens = document.Tokens;
        for (var t = place.First - 1; t >= Math.Max(1, place.First - WidestGap); t--)
        {
            if (tokens[t].Lower == "from" || tokens[t].Lower == "of" && tokens[t - 1].Lower == "out") return true;
            if (tokens[t].Upos == Upos.ADP && tokens[t].Lower != "of" || tokens[t].Upos is Upos.VERB or Upos.PUNCT && tokens[t].Lower != "-") return false;
        }
        return false;
    }

    private static bool Under(Document document, PlaceMention place, int word)
    {
        var at = Head(document, place);
        for (var step = 0; step < MostSteps && at >= 0; step++)
        {
            if (at == word) return true;
            at = document.Tokens[at].Head;
        }
        return false;
    }

    /// <summary>Whose the takers are, where they have no name of their own: "fighters of X", "jihadis belonging to X", "forces loyal to X"; null when nobody is named.</summary>
    public Participant? Behind(Document document, ImmutableArray<ActorMention> named, Participant takers)
    {
        if (takers.ActorId is not null) return null;
        var next = InTextOrder.FirstFrom(document.Tokens, takers.Span.End, static t => t.Span.Start);
        if (next == document.Tokens.Length) return null;
        // A mention begins in the sentence that its head stands in.
        var end = document.Sentences[document.SentenceOf(Math.Min(next + WidestGap, document.Tokens.Length - 1))].End;
        foreach (var mention in InTextOrder.Between(named, next, end, static m => m.Head))
            if (mention.ActorId is not null && mention.Kind is not (ActorKind.Civilians or ActorKind.Structure) && mention.Span.Start >= takers.Span.End && IsTied(document, takers.Span.End, mention.First))
                return new(mention.Name, mention.Kind, mention.ActorId, mention.Span);
        return null;
    }

    private bool IsTied(Document document, int from, int until)
    {
        var tied = false;
        var tokens = document.Tokens;
        for (var t = until - 1; t >= 0 && tokens[t].Span.Start >= from; t--)
        {
            if (until - t > WidestGap) return false;
            if (words.Belonging.Contains(tokens[t].Lemma)) tied = true;
            else if (tokens[t].Upos is Upos.VERB or Upos.PUNCT or Upos.CCONJ && tokens[t].Lower != "-") return false;
        }
        return tied;
    }

    private static Participant? At(ImmutableArray<Participant> actors, Token token)
    {
        foreach (var actor in actors)
            if (actor.Span.Start <= token.Span.Start && token.Span.End <= actor.Span.End) return actor;
        return null;
    }

    // Inside the noun phrase of a word: no clause between.
    private static bool Under(Document document, int token, int head)
    {
        for (var step = 0; step < MostSteps && token >= 0; step++)
        {
            if (token == head) return true;
            if (document.Tokens[token].Relation is not (Relation.Nmod or Relation.Compound or Relation.Flat or Relation.Appos or Relation.Amod)) return false;
            token = document.Tokens[token].Head;
        }
        return false;
    }

    private static int Head(Document document, PlaceMention place)
    {
        for (var t = place.End - 1; t >= place.First; t--)
            if (document.Tokens[t].Head is var head && (head < place.First || head >= place.End)) return t;
        return place.End - 1;
    }

    private static bool HasCase(Document document, int token)
    {
        for (var t = token - 1; t >= Math.Max(0, token - 8); t--)
            if (document.Tokens[t].Head == token && document.Tokens[t].Relation == Relation.Case) return true;
        return false;
    }

    internal static bool Has(Document document, int token, string preposition)
    {
        for (var t = token - 1; t >= Math.Max(0, token - 8); t--)
            if (document.Tokens[t].Head == token && document.Tokens[t].Relation == Relation.Case && string.Equals(document.Tokens[t].Lower, preposition, StringComparison.Ordinal)) return true;
        return false;
    }
}
