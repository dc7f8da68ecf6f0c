using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Reads what a happening did to a heritage site, monument, place of worship, museum, library or archive.</summary>
public sealed class DamageReader(DamageWords words)
{
    private const int Reach = 18;
    private static readonly string[] NameLinks = ["of", "the", "'s", "and", "-", "de", "al"];

    public DamageClaim? Read(Document document, Happening happening, SubEventType type, ClaimStatus status)
    {
        if (!words.SubTypes.Contains(type.Name)) return null;
        foreach (var reading in happening.Readings)
            if (Site(document, reading.Candidate) is { } site) return Say(document, reading.Candidate, site.First, site.End, status);
        return null;
    }

    private DamageClaim Say(Document document, Candidate trigger, int first, int end, ClaimStatus status)
    {
        var tokens = document.Tokens.AsSpan();
        var sentence = document.Sentences[trigger.Sentence];
        var (effect, severity) = (DamageEffect.Damaged, DamageSeverity.Unknown);
        var (component, extent) = ((string?)null, (string?)null);
        for (var t = Math.Max(sentence.First, trigger.Token - Reach); t < Math.Min(sentence.End, trigger.Token + Reach); t++)
        {
            if (effect == DamageEffect.Damaged && Math.Abs(t - trigger.Token) <= 6 && Find(words.Effects, tokens, t, sentence.End, out var how, out _)) effect = how;
            if (severity == DamageSeverity.Unknown && Find(words.Severities, tokens, t, sentence.End, out var bad, out _)) severity = bad;
            if (extent is null && t < end && Math.Abs(t - first) <= 4 && Find(words.Extents, tokens, t, sentence.End, out _, out var last)) extent = document.TextOf(document.SpanOf(t, last));
            if ((t < first || t >= end) && Math.Abs(t - first) <= 6 && words.Components.Contains(tokens[t].Lemma)) component = tokens[t].Lower;
        }
        if (status != ClaimStatus.Asserted) effect = DamageEffect.Threatened;
        var span = document.SpanOf(first, end);
        return new(document.TextOf(span), null, component, effect, severity, extent, span);
    }

    private (int First, int End)? Site(Document document, Candidate trigger)
    {
        var tokens = document.Tokens.AsSpan();
        var sentence = document.Sentences[trigger.Sentence];
        var best = ((int First, int End)?)null;
        var nearest = Reach;
        for (var t = Math.Max(sentence.First, trigger.Token - Reach); t < Math.Min(sentence.End, trigger.Token + Reach); t++)
        {
            if (!Find(words.Sites, tokens, t, sentence.End, out _, out var last) || tokens[t].Upos is Upos.VERB or Upos.ADJ) continue;
            var distance = Math.Abs(t - trigger.Token);
            if (distance >= nearest || IsLandmark(document, sentence, t, last - 1)) continue;
            (best, nearest) = (Name(document, sentence, t, last), distance);
        }
        return best;
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

    private bool IsLandmark(Document document, Sentence sentence, int first, int head)
    {
        for (var t = first - 1; t >= Math.Max(sentence.First, first - 6); t--)
        {
            if (document.Tokens[t].Upos is Upos.VERB) return false;
            if (document.Tokens[t].Upos is Upos.ADP or Upos.SCONJ or Upos.ADV) return words.NotAfter.Contains(document.Tokens[t].Lower);
        }
        return document.Tokens[head].Relation == Relation.Compound;
    }

    // The site with its name: adjectives and names before it, "of" and a name behind it.
    private static (int First, int End) Name(Document document, Sentence sentence, int first, int end)
    {
        var tokens = document.Tokens;
        while (first > sentence.First && (tokens[first - 1].Upos is Upos.PROPN or Upos.ADJ || (tokens[first - 1].Upos == Upos.NOUN && tokens[first - 1].Relation == Relation.Compound)
            || (tokens[first - 1].Lower is "'s" or "-" && first - 2 > sentence.First && tokens[first - 2].Upos is Upos.PROPN or Upos.NOUN or Upos.ADJ))) first--;
        while (end < sentence.End && tokens[end].Capitalized && tokens[end].Upos == Upos.PROPN) end++;
        if (end + 1 < sentence.End && tokens[end].Lower == "of")
        {
            var t = end + 1;
            while (t < sentence.End && (tokens[t].Capitalized || (NameLinks.Contains(tokens[t].Lower) && t + 1 < sentence.End && tokens[t + 1].Capitalized))) t++;
            if (t > end + 1) end = t;
        }
        return (first, end);
    }
}
