using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Attribution;

/// <summary>What speaks for and against a source having said that a happening happened: how its saying stands to the happening's words, who it is, what other sources there are.</summary>
internal sealed class AttributionFeatures
{
    private const int LongestPath = 5, MostSteps = 14;

    private readonly AttributionCues _cues;
    private readonly Document _document;
    private readonly Sayings _sayings;
    private readonly List<Source> _sources;
    private readonly int _before;
    private readonly Anchor _anchor;
    private readonly AttributionLink? _rule;
    private readonly int _sentence, _here;
    private readonly string _form;
    private readonly ChoiceFeatures _told = new();

    /// <param name="sources">Those who speak about the happening.</param>
    /// <param name="before">How many speak before them.</param>
    public AttributionFeatures(AttributionCues cues, Document document, Sayings sayings, List<Source> sources, int before, Anchor anchor, ClaimStatus status, AttributionLink? rule)
    {
        (_cues, _document, _sayings, _sources, _before, _anchor, _rule) = (cues, document, sayings, sources, before, anchor, rule);
        var tokens = document.Tokens;
        _sentence = document.SentenceOf(anchor.Token);
        _form = ChoiceFeatures.FormOf(tokens[anchor.Token]);
        foreach (var source in sources)
            if (document.SentenceOf(source.Cue) == _sentence) _here++;
        _told.Add("status", WireName.Of(status));
        _told.Add("type", anchor.SubType);
        _told.Add("lemma", tokens[anchor.Token].Lemma);
        _told.Add("form", _form);
        _told.Add("link", WireName.Of(tokens[anchor.Token].Relation));
        _told.Count("sentence", _sentence, 3);
        _told.Add("length", document.Sentences.Length >= 7 ? "article" : ChoiceFeatures.Digit(document.Sentences.Length, 4));
        _told.Count("here", _here, 3);
        if (rule is null) _told.Add("rule", "none");
    }

    public List<ulong> OfNone()
    {
        var features = new ChoiceFeatures();
        features.Add("none", "bias");
        features.Add("none-rule", _rule is null ? "none" : "some");
        features.Count("none-here", _here, 3, _rule is null ? "none" : "some");
        features.Count("none-all", _sources.Count, 5);
        return Mixed(features, "none");
    }

    public List<ulong> OfSource(Source source)
    {
        var features = new ChoiceFeatures();
        var tokens = _document.Tokens;
        var own = _document.SentenceOf(source.Cue);
        var sentence = _document.Sentences[own];
        var where = own == _sentence ? "same" : own < _sentence ? "back" : "on";
        var (word, kind, who) = (tokens[source.Cue].Lemma, WireName.Of(source.Kind), WireName.Of(source.Link.Kind));
        features.Add("bias", where);
        features.Add("kind", kind, where);
        features.Add("word", word, where);
        features.Add("cue-form", tokens[source.Cue].Lower, where);
        features.Add("who", who, where);
        features.Add("name", tokens[source.Head].Lemma, where);
        features.Add("name-word", tokens[source.Head].Lemma, word);
        var takes = Takes(source.Cue, sentence);
        features.Add("takes", takes, where);
        features.Add("takes-word", takes, word);
        features.Add("known", source.Link.ActorId is null ? "no" : "yes", where);
        if (tokens[source.Head].Upos == Upos.PRON) features.Add("pronoun", tokens[source.Head].Lower, where);
        features.Add("rule", _rule is null ? "none" : _rule.Span == source.Link.Span ? "same" : _rule.Name == source.Link.Name ? "name" : "other", where);
        features.Count("sentences", Math.Abs(own - _sentence), 5, where);
        features.Count("here", _here, 2, where);
        features.Add("place", source.Cue - sentence.First < 6 ? "front" : sentence.End - source.Cue < 6 ? "end" : "middle", where);
        features.Add("place-kind", source.Cue - sentence.First < 6 ? "front" : sentence.End - source.Cue < 6 ? "end" : "middle", kind);
        features.Add("type", _anchor.SubType, where);
        features.Add("form", _form, where);
        var (earlier, rank) = (_before, 0);
        foreach (var other in _sources)
        {
            if (other.Cue < source.Cue) earlier++;
            if (other.Cue != source.Cue && Math.Abs(other.Cue - _anchor.Token) < Math.Abs(source.Cue - _anchor.Token)) rank++;
        }
        features.Count("earlier", earlier, 3, where);
        features.Count("nearer", rank, 3, where);
        if (where != "same") Between(features, Math.Min(own, _sentence) + 1, Math.Max(own, _sentence), where);
        else Here(features, source, word, kind);
        return Mixed(features, where);
    }

    // "Maintains pressure", "maintains that it did": what the word of saying has below it.
    private string Takes(int cue, Sentence sentence)
    {
        var (thing, clause) = (false, false);
        for (var t = sentence.First; t < sentence.End; t++)
            if (_document.Tokens[t].Head == cue)
            {
                thing |= _document.Tokens[t].Relation is Relation.Obj or Relation.Nmod;
                clause |= _document.Tokens[t].Relation is Relation.Ccomp or Relation.Parataxis or Relation.Xcomp;
            }
        return clause ? thing ? "both" : "clause" : thing ? "thing" : "nothing";
    }

    // What lies between the sentence of the saying and the happening's: another saying ends the first one's reach.
    private void Between(ChoiceFeatures features, int first, int end, string where)
    {
        var sayings = 0;
        foreach (var other in _sources)
            if (_document.SentenceOf(other.Cue) is var s && s >= first && s < end) sayings++;
        features.Count("quotes", _sayings.Quotes(first, end), 2, where);
        features.Count("quotes-here", _sayings.Quotes(_sentence, _sentence + 1), 2, where);
        features.Count("sayings", sayings, 2, where);
    }

    private void Here(ChoiceFeatures features, Source source, string word, string kind)
    {
        var tokens = _document.Tokens;
        var order = _anchor.Token < source.Cue ? "after" : "before";
        if (source.Cue >= _anchor.First && source.Cue < _anchor.End) order = "itself";
        var path = ParsePath.Of(_document, _anchor.Token, source.Cue, LongestPath);
        features.Add("path", path, order);
        features.Add("path-word", path, word);
        features.Add("order", order, kind);
        var under = Under(source.Cue);
        features.Add("under", under, kind);
        features.Add("under-word", under, word);
        features.Add("under-cue", under, WireName.Of(tokens[source.Cue].Relation));
        features.Add("under-rule", under, _rule is null ? "none" : _rule.Span == source.Link.Span ? "same" : "other");
        features.Add("order-word", order, word);
        var (first, end) = (Math.Min(_anchor.Token, source.Cue) + 1, Math.Max(_anchor.Token, source.Cue));
        var (verbs, commas, quotes, ground) = (0, 0, 0, false);
        for (var t = first; t < end; t++)
        {
            if (tokens[t].Upos == Upos.VERB) verbs++;
            else if (tokens[t].Lower is "," or ";" or ":" or "-") commas++;
            else if (Sayings.IsQuote(tokens[t].Lower)) quotes++;
            else if (_cues.Background.Contains(tokens[t].Lower)) { ground = true; features.Add("background", tokens[t].Lower, order); }
            else if (tokens[t].Lower is "that" or "who" or "which" or "of" or "and" or "but") features.Add("between", tokens[t].Lower, order);
        }
        if (ground) features.Add("background", order, path);
        features.Count("verbs", verbs, 3, order);
        features.Count("commas", commas, 3, order);
        features.Count("quotes", quotes, 2, order);
        features.Add("far", end - first < 4 ? "3" : end - first < 9 ? "8" : end - first < 18 ? "17" : "far", order);
        if (source.Cue + 1 < tokens.Length) features.Add("next", tokens[source.Cue + 1].Lower, order);
        features.Add("own-subject", tokens[source.Head].Head == _anchor.Token ? "yes" : "no", order);
        if (source.Head < source.Cue != _anchor.Token < source.Cue) features.Add("faces", kind);
    }

    // Whether the happening is told within what is said, and whether in the report's own voice there.
    private string Under(int cue)
    {
        var tokens = _document.Tokens;
        var (ground, last) = (false, Relation.Root);
        for (var (at, step) = (_anchor.Token, 0); at >= 0 && step < MostSteps; at = tokens[at].Head, step++)
        {
            if (at == cue) return (ground ? "ground-" : "in-") + WireName.Of(last);
            last = tokens[at].Relation;
            ground |= last == Relation.AclRelcl || last is Relation.Advcl or Relation.Obl or Relation.Nmod && Follows(at);
        }
        return "no";
    }

    private bool Follows(int at)
    {
        for (var m = Math.Max(_document.Sentences[_sentence].First, at - 12); m < at; m++)
            if (_document.Tokens[m].Head == at && _document.Tokens[m].Relation is Relation.Mark or Relation.Case && _cues.Background.Contains(_document.Tokens[m].Lower)) return true;
        return false;
    }

    private List<ulong> Mixed(ChoiceFeatures features, string answer)
    {
        features.AddTold(_told, answer);
        return features.Keys;
    }
}
