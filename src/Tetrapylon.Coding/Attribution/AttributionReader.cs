using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Attribution;

/// <summary>Reads who inside the text says that a happening happened: "police say", "according to the Observatory", "accuses".</summary>
public sealed class AttributionReader
{
    private const int LongestClimb = 14;

    private readonly AttributionCues _cues;
    private readonly SourceNaming _naming;

    internal AttributionReader(AttributionCues cues) => (_cues, _naming) = (cues, new(cues));

    public static AttributionReader Load(DataFolder data) => new(AttributionCues.Load(data));

    /// <summary>The chain of sources, outermost first; empty when the report says it itself.</summary>
    public ImmutableArray<AttributionLink> Of(Document document, ImmutableArray<ActorMention> actors, int anchorToken)
    {
        var sentence = document.Sentences[document.SentenceOf(anchorToken)];
        if (!sentence.Parsed) return [];
        var links = new List<AttributionLink>();
        Climb(document, actors, sentence, anchorToken, links);
        Phrases(document, actors, sentence, links);
        if (links.Count == 0) Front(document, actors, sentence, anchorToken, links);
        if (links.Count == 0) Tail(document, actors, sentence, anchorToken, links);
        links.Reverse();
        return [.. links];
    }

    /// <summary>Verbs of saying above the anchor, and beside the clauses above it.</summary>
    private void Climb(Document document, ImmutableArray<ActorMention> actors, Sentence sentence, int anchor, List<AttributionLink> links)
    {
        var tokens = document.Tokens;
        var at = anchor;
        for (var climb = 0; climb < LongestClimb && at >= 0; climb++)
        {
            // "X was hit, police say": the saying hangs on the clause.
            for (var t = sentence.First; t < sentence.End; t++)
                if (tokens[t].Head == at && t != anchor && tokens[t].Relation is Relation.Parataxis or Relation.Advcl or Relation.Discourse && tokens[t].Head == at && IsSaying(tokens[t]) && (t > anchor || tokens[t].Relation == Relation.Parataxis))
                    AddSubject(document, actors, sentence, t, anchor, false, links);
            var head = tokens[at].Head;
            if (head < 0 || IsBackground(document, sentence, at)) break;
            if (States(document, sentence, head, tokens[at].Relation)) AddSubject(document, actors, sentence, head, anchor, true, links);
            else if (_cues.Show.Contains(tokens[head].Lemma) && tokens[at].Relation is Relation.Ccomp or Relation.Xcomp or Relation.Obj or Relation.Advcl && Pictures(document, sentence, head) is >= 0 and var pictures) Add(document, actors, pictures, links);
            else if (_cues.Nouns.Contains(tokens[head].Lemma) && tokens[at].Relation is Relation.Acl or Relation.Ccomp) AddOwner(document, actors, sentence, head, links);
            at = head;
        }
    }

    // "Footage showed …", "a video posted by the group shows …": pictures speak where people say; -1 when the subject is none.
    private int Pictures(Document document, Sentence sentence, int verb)
    {
        var tokens = document.Tokens;
        for (var t = sentence.First; t < sentence.End; t++)
            if (tokens[t].Head == verb && tokens[t].Relation is Relation.Nsubj && _cues.KindOf(tokens[t].Lower) == SourceKind.Footage) return t;
        return -1;
    }

    private bool IsSaying(in Token token) => token.Upos is Upos.VERB && _cues.Say.Contains(token.Lemma);

    /// <summary>True when a verb states what hangs on it by a relation.</summary>
    private bool States(Document document, Sentence sentence, int verb, Relation relation)
    {
        var token = document.Tokens[verb];
        if (token.Upos != Upos.VERB) return false;
        var fits = relation switch
        {
            Relation.Ccomp or Relation.Parataxis => _cues.Say.Contains(token.Lemma),
            Relation.Xcomp => _cues.Announce.Contains(token.Lemma),
            Relation.Obj or Relation.NsubjPass => _cues.Announce.Contains(token.Lemma),
            Relation.Obl or Relation.Advcl => _cues.Accuse.Contains(token.Lemma),
            _ => false,
        };
        if (!fits) return false;
        for (var t = verb + 1; t < Math.Min(sentence.End, verb + 6); t++)
            if (document.Tokens[t].Head == verb && document.Tokens[t].Relation == Relation.Obj && _cues.NotWith.Contains(document.Tokens[t].Lemma)) return false;
        return true;
    }

    private void AddSubject(Document document, ImmutableArray<ActorMention> actors, Sentence sentence, int verb, int anchor, bool inherits, List<AttributionLink> links)
    {
        var tokens = document.Tokens;
        var subject = -1;
        for (var walk = verb; walk >= 0 && subject < 0;)
        {
            subject = SourceNaming.SubjectOf(document, sentence, walk, anchor);
            if (subject >= 0 || !inherits || RoleRules.IsPassive(document, walk)) break;
            if (tokens[walk].Relation is Relation.AclRelcl or Relation.Acl && NounPhrases.IsNominal(tokens[tokens[walk].Head]))
            {
                if (!tokens[walk].Morph.HasFlag(Morph.PastParticiple)) subject = tokens[walk].Head;
                break;
            }
            if (tokens[walk].Relation is not (Relation.Conj or Relation.Xcomp or Relation.Advcl)) break;
            walk = tokens[walk].Head;
        }
        if (subject >= 0) Add(document, actors, subject, links);
    }

    /// <summary>True where the report tells in its own voice what went before: "…, which they had seized", "after the attack".</summary>
    private bool IsBackground(Document document, Sentence sentence, int t)
    {
        var tokens = document.Tokens;
        if (tokens[t].Relation == Relation.AclRelcl) return true;
        if (tokens[t].Relation is not (Relation.Advcl or Relation.Obl or Relation.Nmod)) return false;
        for (var m = Math.Max(sentence.First, t - 12); m < t; m++)
            if (tokens[m].Head == t && tokens[m].Relation is Relation.Mark or Relation.Case && _cues.Background.Contains(tokens[m].Lower)) return true;
        return false;
    }

    /// <summary>A saying before the anchor that the parse hung elsewhere: "Officials say a blast …".</summary>
    private void Front(Document document, ImmutableArray<ActorMention> actors, Sentence sentence, int anchor, List<AttributionLink> links)
    {
        var tokens = document.Tokens;
        for (var v = anchor - 1; v > sentence.First; v--)
        {
            if (_cues.Background.Contains(tokens[v].Lower) || tokens[v].Lower is ";" or "who" or "which") return;
            if (!_cues.Reports.Contains(tokens[v].Lower)) continue;
            if (v + 1 < sentence.End && _cues.NotWith.Contains(tokens[v + 1].Lemma)) return;
            for (var i = RoleCandidates.FirstFrom(actors, v - 10); i < actors.Length && actors[i].Head < v; i++)
                if (actors[i].Head < v && tokens[actors[i].Head].Head == v || actors[i].End == v || actors[i].End == v - 1 && tokens[v - 1].Upos == Upos.ADV) { Add(document, actors, actors[i].Head, links); return; }
            return;
        }
    }

    private void AddOwner(Document document, ImmutableArray<ActorMention> actors, Sentence sentence, int noun, List<AttributionLink> links)
    {
        for (var t = sentence.First; t < sentence.End; t++)
            if (document.Tokens[t].Head == noun && document.Tokens[t].Relation == Relation.NmodPoss) { Add(document, actors, t, links); return; }
    }

    /// <summary>"according to X", anywhere in the sentence.</summary>
    private void Phrases(Document document, ImmutableArray<ActorMention> actors, Sentence sentence, List<AttributionLink> links)
    {
        var tokens = document.Tokens;
        for (var t = sentence.First; t < sentence.End; t++)
        {
            var node = -1;
            for (var i = t; i < sentence.End; i++)
            {
                node = _cues.Phrases.Step(node, tokens[i].Lower);
                if (node < 0) break;
                if (_cues.Phrases.Values(node) < 0) continue;
                for (var n = i + 1; n < Math.Min(sentence.End, i + 14); n++)
                    if (NounPhrases.IsNominal(tokens[n]) && NounPhrases.IsHead(document, n)) { Add(document, actors, n, links); break; }
                break;
            }
        }
    }

    /// <summary>A saying at the sentence's end that the parse hung elsewhere: "…, officials said."</summary>
    private void Tail(Document document, ImmutableArray<ActorMention> actors, Sentence sentence, int anchor, List<AttributionLink> links)
    {
        var tokens = document.Tokens;
        for (var t = sentence.End - 1; t > Math.Max(anchor, sentence.End - 5); t--)
        {
            if (!_cues.Say.Contains(tokens[t].Lemma) || tokens[t].Upos is not (Upos.VERB or Upos.NOUN) || tokens[t].Relation == Relation.Amod) continue;
            for (var n = t - 1; n > Math.Max(anchor, t - 12); n--)
            {
                if (tokens[n].Lower == ",") { if (n + 1 < t && tokens[n + 1].Upos != Upos.ADP) Add(document, actors, HeadBetween(document, n + 1, t), links); return; }
            }
            return;
        }
    }

    private static int HeadBetween(Document document, int first, int end)
    {
        for (var t = first; t < end; t++)
            if (NounPhrases.IsNominal(document.Tokens[t]) && (document.Tokens[t].Head < first || document.Tokens[t].Head >= end)) return t;
        return end - 1;
    }

    private void Add(Document document, ImmutableArray<ActorMention> actors, int head, List<AttributionLink> links)
    {
        foreach (var link in links)
            if (link.Span.Contains(document.Tokens[head].Span)) return;
        if (_naming.Of(document, actors, head) is { } added) links.Add(added);
    }
}
