using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Attribution;

/// <summary>How a source is told of.</summary>
internal enum SourceCue : byte { Saying, Phrase, Pictures, Owner }

/// <summary>Somebody who says something in a report.</summary>
/// <param name="Cue">The word that says so: "said", "according", "showed".</param>
/// <param name="Head">Governing word of the source's name.</param>
internal readonly record struct Source(AttributionLink Link, SourceCue Kind, int Cue, int Head);

/// <summary>Finds everybody who says something in a report, whatever it is.</summary>
internal sealed class SourceFinder(AttributionCues cues)
{
    private const int Nearby = 3, PhraseReach = 14;

    private readonly SourceNaming _naming = new(cues);

    /// <summary>In text order of the words that say so.</summary>
    public List<Source> Find(Document document, ImmutableArray<ActorMention> actors)
    {
        var found = new List<Source>();
        foreach (var sentence in document.Sentences)
            for (var t = sentence.First; t < sentence.End; t++)
            {
                var token = document.Tokens[t];
                if (PhraseAt(document, sentence, t) is >= 0 and var named) Add(document, actors, found, SourceCue.Phrase, t, named);
                else if (cues.Say.Contains(token.Lemma) && token.Upos is Upos.VERB or Upos.AUX || cues.Reports.Contains(token.Lower) && token.Upos is not (Upos.NOUN or Upos.PROPN))
                {
                    if (Sayer(document, actors, sentence, t) is >= 0 and var sayer) Add(document, actors, found, SourceCue.Saying, t, sayer);
                }
                else if (cues.Show.Contains(token.Lemma))
                {
                    for (var s = sentence.First; s < t; s++)
                        if (document.Tokens[s].Head == t && document.Tokens[s].Relation == Relation.Nsubj && cues.KindOf(document.Tokens[s].Lower) == SourceKind.Footage) Add(document, actors, found, SourceCue.Pictures, t, s);
                }
                else if (cues.Nouns.Contains(token.Lemma) && token.Upos == Upos.NOUN)
                    for (var s = sentence.First; s < sentence.End; s++)
                        if (document.Tokens[s].Head == t && document.Tokens[s].Relation == Relation.NmodPoss) Add(document, actors, found, SourceCue.Owner, t, s);
            }
        return found;
    }

    // "according to X": the head of the name after the phrase; -1 where no phrase starts.
    private int PhraseAt(Document document, Sentence sentence, int at)
    {
        var node = -1;
        for (var i = at; i < sentence.End; i++)
        {
            node = cues.Phrases.Step(node, document.Tokens[i].Lower);
            if (node < 0) return -1;
            if (cues.Phrases.Values(node) < 0) continue;
            for (var n = i + 1; n < Math.Min(sentence.End, i + PhraseReach); n++)
                if (NounPhrases.IsNominal(document.Tokens[n]) && (!sentence.Parsed || NounPhrases.IsHead(document, n))) return n;
            return -1;
        }
        return -1;
    }

    // Who says it: the verb's subject, one it shares with the verb it is joined to, or whoever stands right beside it.
    private int Sayer(Document document, ImmutableArray<ActorMention> actors, Sentence sentence, int verb)
    {
        var tokens = document.Tokens;
        for (var (walk, step) = (verb, 0); walk >= 0 && step < 4; step++)
        {
            for (var t = sentence.First; t < sentence.End; t++)
                if (tokens[t].Head == walk && tokens[t].Relation is Relation.Nsubj or Relation.OblAgent) return SourceNaming.Hangs(document, sentence, t) && tokens[t].Relation == Relation.Nsubj ? -1 : t;
            if (RoleRules.IsPassive(document, walk)) break;
            if (tokens[walk].Relation is Relation.AclRelcl or Relation.Acl && tokens[walk].Head >= 0 && NounPhrases.IsNominal(tokens[tokens[walk].Head])) return tokens[walk].Head;
            if (tokens[walk].Relation is not (Relation.Conj or Relation.Xcomp or Relation.Advcl)) break;
            walk = tokens[walk].Head;
        }
        for (var i = RoleCandidates.FirstFrom(actors, verb - 12); i < actors.Length && actors[i].First <= verb + Nearby; i++)
            if (actors[i].End <= verb && actors[i].End >= verb - 1 && actors[i].First >= sentence.First || actors[i].First == verb + 1) return actors[i].Head;
        return -1;
    }

    private void Add(Document document, ImmutableArray<ActorMention> actors, List<Source> found, SourceCue kind, int cue, int head)
    {
        if (_naming.Of(document, actors, head) is { } link) found.Add(new(link, kind, cue, head));
    }
}
