using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Damage told of, and the words for what was hit.</summary>
/// <param name="Word">The word that says what sort of building it is, or the name itself.</param>
/// <param name="Deed">The word for what was done to it.</param>
public sealed record SiteDamage(DamageClaim Claim, int First, int End, int Word, Candidate Deed);

/// <summary>Reads what a happening did to a heritage site, monument, place of worship, museum, library or archive.</summary>
public sealed class DamageReader(DamageWords words)
{
    private const int Reach = 18;
    private const int NearBy = 6;
    private const int Before = 3;
    private const int MostSteps = 4;
    private const int LowerWords = 5;
    private static readonly string[] NameLinks = ["of", "the", "'s", "and", "-", "de", "al"];

    /// <summary>What was hit: the site told of first, then those beside it ("the arch and the facade of the theatre"); none if nothing of heritage was.</summary>
    /// <param name="known">The monuments and buildings named that our tables have.</param>
    /// <param name="rivals">Words that the report's other happenings hang on: what they were done to is theirs.</param>
    public List<SiteDamage> Read(Document document, Happening happening, SubEventType type, ClaimStatus status, List<PlaceMention> known, ReadOnlySpan<int> rivals)
    {
        var all = new List<SiteDamage>();
        var told = words.ToldOnly.Contains(type.Name);
        if (!told && !words.SubTypes.Contains(type.Name)) return all;
        foreach (var reading in happening.Readings)
        {
            if (Site(document, reading.Candidate, known) is not { } site || IsUnharmed(document, reading.Candidate) || told && Governing(document, reading.Candidate, site, out _) is null) continue;
            if (Governing(document, reading.Candidate, site, out var verb) is not null && verb != reading.Candidate.Token && rivals.Contains(verb)) continue;
            var damage = Say(document, reading.Candidate, site, status);
            if (all.Count > 0)
            {
                // "destroyed monuments, looting other treasures": what was done to something else besides.
                if (all.TrueForAll(d => d.Word != damage.Word && d.Claim.Effect != damage.Claim.Effect)) all.Add(damage);
                continue;
            }
            all.Add(damage);
            var sentence = document.Sentences[reading.Candidate.Sentence];
            var end = site.End;
            var joined = false;
            for (var t = end; t < sentence.End && document.Tokens[t].Upos is not (Upos.VERB or Upos.AUX); t++)
            {
                joined |= document.Tokens[t].Upos == Upos.CCONJ;
                if (!joined || SiteAt(document, sentence, t, reading.Candidate.Token, known) is not { } other) continue;
                all.Add(Say(document, reading.Candidate, (Math.Max(other.First, end), other.End, other.Word), status));
                t = (end = other.End) - 1;
            }
        }
        return all;
    }

    private bool IsUnharmed(Document document, Candidate trigger)
    {
        var sentence = document.Sentences[trigger.Sentence];
        for (var t = Math.Max(sentence.First, trigger.Token - NearBy); t < Math.Min(sentence.End, trigger.Token + NearBy); t++)
            if (Find(words.Unharmed, document.Tokens.AsSpan(), t, sentence.End, out _, out _)) return true;
        return false;
    }

    private SiteDamage Say(Document document, Candidate trigger, (int First, int End, int Word) site, ClaimStatus status)
    {
        var (first, end, word) = site;
        var tokens = document.Tokens.AsSpan();
        var sentence = document.Sentences[trigger.Sentence];
        var (effect, severity) = (Effect(document, trigger, site), DamageSeverity.Unknown);
        var (component, extent) = ((string?)null, (string?)null);
        for (var t = Math.Max(sentence.First, trigger.Token - Reach); t < Math.Min(sentence.End, trigger.Token + Reach); t++)
        {
            if (severity == DamageSeverity.Unknown && Find(words.Severities, tokens, t, sentence.End, out var bad, out _)) severity = bad;
            if (extent is null && t < end && Math.Abs(t - first) <= 4 && Find(words.Extents, tokens, t, sentence.End, out _, out var last)) extent = document.TextOf(document.SpanOf(t, last));
            if (component is null && words.Components.Contains(tokens[t].Lemma) && IsPart(tokens, t, first, end)) component = tokens[t].Lower;
        }
        if (status != ClaimStatus.Asserted) effect = DamageEffect.Threatened;
        var span = document.SpanOf(first, end);
        return new(new(document.TextOf(span), null, component, effect, severity, extent, span), first, end, word, trigger);
    }

    // A plan is told before all else, then what the words over the building say, then those nearest to the happening's.
    private DamageEffect Effect(Document document, Candidate trigger, (int First, int End, int Word) site)
    {
        var tokens = document.Tokens.AsSpan();
        var sentence = document.Sentences[trigger.Sentence];
        var (nearest, distance) = (DamageEffect.Damaged, NearBy + 1);
        for (var t = Math.Max(sentence.First, trigger.Token - NearBy); t < Math.Min(sentence.End, trigger.Token + NearBy + 1); t++)
        {
            if (tokens[t].Upos == Upos.PROPN || !Find(words.Effects, tokens, t, sentence.End, out var how, out _)) continue;
            if (how == DamageEffect.Threatened) return how;
            if (Math.Abs(t - trigger.Token) < distance) (nearest, distance) = (how, Math.Abs(t - trigger.Token));
        }
        if (Governing(document, trigger, site, out var verb) is not { } said) return nearest;
        // "An attempt to topple the statue"
        for (var t = Math.Max(sentence.First, verb - Before); t < verb; t++)
            if (Find(words.Effects, tokens, t, sentence.End, out var how, out _) && how == DamageEffect.Threatened) return how;
        return said;
    }

    // What the verb says of which the building is object or subject; null where it says nothing.
    private DamageEffect? Governing(Document document, Candidate trigger, (int First, int End, int Word) site, out int verb)
    {
        verb = -1;
        var tokens = document.Tokens;
        var end = document.Sentences[trigger.Sentence].End;
        for (var (at, step) = (site.Word, 0); step < MostSteps; step++)
        {
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            if (head < 0) return null;
            if (relation is Relation.Obj or Relation.NsubjPass) return Find(words.Effects, tokens.AsSpan(), verb = head, end, out var how, out _) ? how : null;
            if (relation is not (Relation.Compound or Relation.Flat or Relation.Nmod or Relation.Conj or Relation.Appos or Relation.Amod)) return null;
            at = head;
        }
        return null;
    }

    // "the dome of the mosque", "the mosque's dome", "its columns"
    private static bool IsPart(ReadOnlySpan<Token> tokens, int part, int first, int end)
    {
        if (part >= first && part < end) return false;
        if (part < first) return tokens[part + 1].Lower == "of" && first - part <= 5;
        return part == end || tokens[part - 1].Lower is "its" or "'s" && part - end <= NearBy;
    }

    private (int First, int End, int Word)? Site(Document document, Candidate trigger, List<PlaceMention> known)
    {
        var sentence = document.Sentences[trigger.Sentence];
        var best = ((int First, int End, int Word)?)null;
        var nearest = Reach;
        for (var t = Math.Max(sentence.First, trigger.Token - Reach); t < Math.Min(sentence.End, trigger.Token + Reach); t++)
        {
            // Words for a listed site say less than the name of what stands in it.
            var distance = Math.Abs(t - trigger.Token) + (Find(words.Listed, document.Tokens.AsSpan(), t, sentence.End, out _, out _) ? Reach / 2 : 0);
            if (distance < nearest && SiteAt(document, sentence, t, trigger.Token, known) is { } site) (best, nearest) = (site, distance);
        }
        return best;
    }

    // A word for a building or monument with its name, or the name of one of our tables.
    private (int First, int End, int Word)? SiteAt(Document document, Sentence sentence, int t, int trigger, List<PlaceMention> known)
    {
        var tokens = document.Tokens.AsSpan();
        if (Find(words.Sites, tokens, t, sentence.End, out _, out var last) && tokens[t].Upos is not (Upos.VERB or Upos.ADJ) && !IsLandmark(document, sentence, t, last - 1, trigger))
        {
            var (first, end) = Name(document, sentence, t, last);
            return (first, end, t);
        }
        foreach (var mention in known)
            if (mention.First == t && mention.End <= sentence.End && !IsLandmark(document, sentence, t, mention.End - 1, trigger)) return (t, mention.End, t);
        return null;
    }

    private static bool Find<T>(PhraseTable<T> table, ReadOnlySpan<Token> tokens, int at, int end, out T value, out int last)
    {
        foreach (var (phrase, found) in table.Beginning(tokens[at].Lemma))
            if (phrase.MatchAt(tokens, at, end) is >= 0 and var until)
            {
                (value, last) = (found, until);
                return true;
            }
        (value, last) = (default!, -1);
        return false;
    }

    private bool IsLandmark(Document document, Sentence sentence, int first, int head, int trigger)
    {
        // "The mosque bombing" hit it; "a mosque guard" did not.
        if (document.Tokens[head].Relation == Relation.Compound && document.Tokens[head].Head == trigger) return false;
        for (var t = first - 1; t >= Math.Max(sentence.First, first - 6); t--)
        {
            var token = document.Tokens[t];
            if (t == trigger || token.Upos is Upos.VERB && (t == sentence.First || document.Tokens[t - 1].Upos != Upos.DET) || token.Lower is ",") return false;
            // "Since the storming of the mosque" is as "since the mosque", "next to it" as "beside it".
            if (token.Lower == "of" || token.Lower == "to" && t > sentence.First && words.NotAfter.Contains(document.Tokens[t - 1].Lower)) continue;
            if (token.Upos is Upos.ADP or Upos.SCONJ or Upos.ADV || words.NotAfter.Contains(token.Lower))
                // "After a mosque is demolished": of the clause, not of the mosque.
                return words.NotAfter.Contains(token.Lower) && !(token.Relation == Relation.Mark && Governed(document, head) is { } verb && verb == token.Head);
        }
        return document.Tokens[head].Relation == Relation.Compound && !Find(words.Listed, document.Tokens.AsSpan(), first, sentence.End, out _, out _);
    }

    // The verb of which a noun is subject or object; null where it is neither.
    private static int? Governed(Document document, int noun) =>
        document.Tokens[noun].Relation is Relation.Nsubj or Relation.NsubjPass or Relation.Obj ? document.Tokens[noun].Head : null;

    // The site with its name: adjectives and names before it, "of" and a name behind it.
    private (int First, int End) Name(Document document, Sentence sentence, int first, int end)
    {
        var tokens = document.Tokens;
        while (first > sentence.First && !Find(words.Extents, tokens.AsSpan(), first - 1, sentence.End, out _, out _) && (tokens[first - 1].Upos is Upos.PROPN or Upos.ADJ || (tokens[first - 1].Upos == Upos.NOUN && tokens[first - 1].Relation == Relation.Compound)
            || (tokens[first - 1].Lower is "'s" or "-" && first - 2 > sentence.First && tokens[first - 2].Upos is Upos.PROPN or Upos.NOUN or Upos.ADJ))) first--;
        while (end < sentence.End && tokens[end].Capitalized && tokens[end].Upos == Upos.PROPN) end++;
        if (end + 1 < sentence.End && tokens[end].Lower == "of")
        {
            var t = end + 1;
            // "of former King Leopold", "of the poet Adunis"
            for (var lower = t; lower < Math.Min(sentence.End, t + LowerWords) && (tokens[lower].Upos is Upos.ADJ or Upos.NOUN or Upos.DET); lower++)
                if (lower + 1 < sentence.End && tokens[lower + 1].Capitalized && tokens[lower + 1].Upos == Upos.PROPN) { t = lower + 1; break; }
            while (t < sentence.End && (tokens[t].Capitalized || ((NameLinks.Contains(tokens[t].Lower) || tokens[t].Upos == Upos.NOUN) && t + 1 < sentence.End && tokens[t + 1].Capitalized && tokens[t + 1].Upos == Upos.PROPN))) t++;
            if (t > end + 1) end = t;
        }
        return (first, end);
    }
}
