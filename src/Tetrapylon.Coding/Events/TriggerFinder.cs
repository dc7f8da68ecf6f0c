using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Finds every word of a report that may tell of a happening, and the cue words around it.</summary>
public sealed class TriggerFinder(EventOntology ontology)
{
    private const int NearestFound = 24;
    private static readonly Comparer<Candidate> InOrder = Comparer<Candidate>.Create((a, b) => a.Token.CompareTo(b.Token));

    /// <summary>True when a sentence holds a trigger by its words alone; one without needs no parse.</summary>
    public bool Holds(ReadOnlySpan<Token> sentence)
    {
        for (var t = 0; t < sentence.Length; t++)
            if (HoldsAt(ontology.Triggers.Beginning(sentence[t].Lemma), sentence, t)
                || (!ReferenceEquals(sentence[t].Lemma, sentence[t].Lower) && HoldsAt(ontology.Triggers.Beginning(sentence[t].Lower), sentence, t)))
                return true;
        return false;
    }

    /// <summary>Candidates of the whole report in text order, one a governing word.</summary>
    /// <param name="cues">Cue groups at each token (bit mask), for reading the candidates.</param>
    public List<Candidate> Find(Document document, out ulong[] cues)
    {
        cues = new ulong[document.Tokens.Length];
        var found = new List<Candidate>();
        for (var s = 0; s < document.Sentences.Length; s++)
        {
            var sentence = document.Sentences[s];
            var groups = MarkCues(document.Tokens.AsSpan(), sentence, cues);
            if (sentence.Parsed) FindIn(document.Tokens.AsSpan(), sentence, s, groups, found);
        }
        return found;
    }

    private static bool HoldsAt(List<(Phrase Phrase, (int, Trigger) Value)> phrases, ReadOnlySpan<Token> tokens, int at)
    {
        for (var p = 0; p < phrases.Count; p++)
            if (phrases[p].Phrase.MatchAt(tokens, at, tokens.Length) >= 0) return true;
        return false;
    }

    private ulong MarkCues(ReadOnlySpan<Token> tokens, Sentence sentence, ulong[] cues)
    {
        var all = 0UL;
        for (var t = sentence.First; t < sentence.End; t++)
        {
            all |= Mark(ontology.CueWords.Beginning(tokens[t].Lemma), tokens, t, sentence.End, cues);
            if (!ReferenceEquals(tokens[t].Lemma, tokens[t].Lower))
                all |= Mark(ontology.CueWords.Beginning(tokens[t].Lower), tokens, t, sentence.End, cues);
        }
        return all;
    }

    private static ulong Mark(List<(Phrase Phrase, int Group)> phrases, ReadOnlySpan<Token> tokens, int at, int end, ulong[] cues)
    {
        var marked = 0UL;
        for (var p = 0; p < phrases.Count; p++)
        {
            var last = phrases[p].Phrase.MatchAt(tokens, at, end);
            if (last < 0) continue;
            marked |= 1UL << phrases[p].Group;
            for (var t = at; t < last; t++) cues[t] |= 1UL << phrases[p].Group;
        }
        return marked;
    }

    private void FindIn(ReadOnlySpan<Token> tokens, Sentence sentence, int index, ulong groups, List<Candidate> found)
    {
        var begin = found.Count;
        for (var t = sentence.First; t < sentence.End; t++)
        {
            Add(ontology.Triggers.Beginning(tokens[t].Lemma), tokens, t, sentence.End, index, groups, found, begin);
            if (!ReferenceEquals(tokens[t].Lemma, tokens[t].Lower))
                Add(ontology.Triggers.Beginning(tokens[t].Lower), tokens, t, sentence.End, index, groups, found, begin);
        }
        if (found.Count - begin > 1) found.Sort(begin, found.Count - begin, InOrder);
    }

    private static void Add(
        List<(Phrase Phrase, (int SubType, Trigger Trigger) Value)> phrases, ReadOnlySpan<Token> tokens, int at, int end, int sentence, ulong groups,
        List<Candidate> found, int begin)
    {
        for (var p = 0; p < phrases.Count; p++)
        {
            var (phrase, (subType, trigger)) = phrases[p];
            if (!trigger.Holds(groups)) continue;
            var last = phrase.MatchAt(tokens, at, end);
            if (last < 0) continue;
            var governor = phrase.Class == PhraseClass.Verb ? at : last - 1;
            var fits = Fits(tokens[governor], phrase.Class);
            if (!fits && tokens[governor].Upos == Upos.PROPN) continue;
            Put(found, begin, new(governor, at, last, sentence, default(LexiconReading).With(subType, fits ? trigger.Strength : TriggerStrength.Weak)));
        }
    }

    private static void Put(List<Candidate> found, int begin, Candidate candidate)
    {
        for (var i = found.Count - 1; i >= Math.Max(begin, found.Count - NearestFound); i--)
            if (found[i].Token == candidate.Token)
            {
                var longer = candidate.End - candidate.First > found[i].End - found[i].First ? candidate : found[i];
                found[i] = longer with { Lexicon = found[i].Lexicon.Or(candidate.Lexicon) };
                return;
            }
        found.Add(candidate);
    }

    // Tags err on headlines and on words in -ing and -ed: a word of the wrong class speaks weakly, unless it is a name.
    private static bool Fits(in Token token, PhraseClass wanted) => wanted switch
    {
        PhraseClass.Verb => token.Upos is Upos.VERB or Upos.AUX or Upos.ADJ or Upos.X || (token.Upos is Upos.NOUN && token.Lower.EndsWith("ing", StringComparison.Ordinal)),
        PhraseClass.Noun => token.Upos is Upos.NOUN or Upos.PROPN or Upos.ADJ or Upos.X || (token.Upos is Upos.VERB && token.Lower.EndsWith("ing", StringComparison.Ordinal)),
        PhraseClass.Adjective => token.Upos is Upos.ADJ or Upos.ADV or Upos.NOUN or Upos.X,
        _ => true,
    };
}
