using System.Collections.Immutable;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>What speaks for a happening telling who holds its place: its type and words, what stands about the place, what the rules say; and for somebody being the holder.</summary>
internal sealed class ControlFeatures
{
    private const int Window = 5, LongestPath = 4, MostSteps = 3, MostWords = 6;

    private readonly Document _document;
    private readonly Happening _happening;
    private readonly Setting _setting;
    private readonly ControlClaim? _rule;
    private readonly int _anchor;
    private readonly string _type, _said, _form;
    private readonly List<ulong>?[] _told = new List<ulong>?[7];
    private readonly ChoiceFeatures _words;

    public ControlFeatures(Document document, Happening happening, Setting setting, ControlClaim? rule)
    {
        (_document, _happening, _setting, _rule) = (document, happening, setting, rule);
        _anchor = happening.Main.Candidate.Token;
        (_type, _said, _form) = (setting.Type.Name, WireName.Of(setting.Said), ChoiceFeatures.FormOf(document.Tokens[_anchor]));
        _words = Told();
    }

    public List<ulong> OfNobody(ControlChange change)
    {
        var features = new ChoiceFeatures();
        var said = WireName.Of(change);
        features.Add("nobody", said);
        features.Add("nobody-rule", said, _rule?.Change != change ? "other" : _rule.Holder is null ? "nobody" : "somebody");
        AddRuled(features, change, null);
        features.Add("nobody-type", said, _type);
        features.Add("nobody-against", said, KindOf(_setting.Roles.Recipients));
        features.Add("nobody-lemma", said, _document.Tokens[_anchor].Lemma);
        foreach (var word in LinksAhead()) features.Add("nobody-link", said, word);
        return features.Keys;
    }

    public List<ulong> OfHolder(ControlChange change, Participant holder)
    {
        var features = new ChoiceFeatures();
        var (tokens, said) = (_document.Tokens, WireName.Of(change));
        var head = HeadOf(holder.Span);
        var part = PartOf(holder);
        var here = _document.SentenceOf(head) == _document.SentenceOf(_anchor);
        features.Add("part", said, part);
        features.Add("part-type", part, said + _type);
        features.Add("part-status", part, said + _said);
        features.Add("part-lemma", part, said + tokens[_anchor].Lemma);
        features.Add("part-form", part, said + _form);
        features.Add("kind", said, WireName.Of(holder.Kind));
        features.Add("kind-part", part, said + WireName.Of(holder.Kind));
        features.Add("kind-type", _type, said + WireName.Of(holder.Kind));
        features.Add("linked", said, holder.ActorId is null ? "no" : "yes");
        features.Add("holder-rule", said, _rule?.Holder is null ? "none" : _rule.Holder.Name == holder.Name ? "same" : "other");
        AddRuled(features, change, holder);
        if (_rule?.Change == change) features.Add("holder-rule-change", said, _rule.Holder?.Name == holder.Name ? "same" : "other");
        features.Add("side", said + (head < _anchor ? "before" : "after"), part);
        features.Add("here", said, here ? "yes" : "no");
        var first = InTextOrder.FirstFrom(tokens, holder.Span.Start, static t => t.Span.Start);
        if (first > 0 && first < tokens.Length) features.Add("ahead", said, tokens[first - 1].Lower);
        if (first > 0 && first < tokens.Length) features.Add("ahead-type", said + _type, tokens[first - 1].Lower);
        if (head + 2 < tokens.Length && tokens[head + 1].Lower == "-") features.Add("joined", said, tokens[head + 2].Lower);
        if (here)
        {
            features.Add("path", said, ParsePath.Of(_document, _anchor, head, LongestPath));
            features.Add("relation", said, WireName.Of(tokens[head].Relation));
            if (tokens[head].Head >= 0) features.Add("governor", said, tokens[tokens[head].Head].Lemma);
            if (tokens[head].Head >= 0) features.Add("governor-relation", said + WireName.Of(tokens[head].Relation), tokens[tokens[head].Head].Lemma);
        }
        return features.Keys;
    }

    /// <summary>What speaks for a change, whoever is the holder; for silence where it is null.</summary>
    public List<ulong> OfChange(ControlChange? change)
    {
        ref var told = ref _told[change is { } one ? (int)one : ^1];
        if (told is not null) return told;
        var features = new ChoiceFeatures();
        features.AddTold(_words, change is { } said ? WireName.Of(said) : "none");
        return told = features.Keys;
    }

    private ChoiceFeatures Told()
    {
        var features = new ChoiceFeatures();
        var tokens = _document.Tokens;
        var (lemma, place) = (tokens[_anchor].Lemma, _setting.Place?.Mention);
        var where = place is null ? "none" : place.Place is { } known ? WireName.Of(known.Kind) : "unlisted";
        var rule = _rule is null ? "none" : WireName.Of(_rule.Change) + (_rule.Holder is null ? "-nobody" : "");
        features.Add("bias", "");
        features.Add("type", _type);
        features.Add("status", _said);
        features.Add("type-status", _type, _said);
        features.Add("rule", rule);
        features.Add("rule-type", rule, _type);
        features.Add("rule-status", rule, _said);
        features.Add("rule-where", rule, where);
        features.Add("rule-lemma", rule, lemma);
        features.Add("rule-form", rule, _form);
        features.Add("lemma", lemma);
        features.Add("lemma-status", lemma, _said);
        features.Add("form", _form, _type);
        features.Add("where", where);
        features.Add("where-type", where, _type);
        features.Add("actor", KindOf(_setting.Roles.Actors));
        features.Add("recipient", KindOf(_setting.Roles.Recipients));
        features.Add("sides", KindOf(_setting.Roles.Actors), KindOf(_setting.Roles.Recipients));
        features.Add("actor-type", KindOf(_setting.Roles.Actors), _type);
        features.Add("recipient-type", KindOf(_setting.Roles.Recipients), _type);
        var words = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var reading in _happening.Readings)
            if (words.Count < MostWords) words.Add(tokens[reading.Candidate.Token].Lemma);
        foreach (var word in words) features.Add("told-by", word);
        var sentence = _document.Sentences[_document.SentenceOf(_anchor)];
        for (var t = Math.Max(sentence.First, _anchor - Window); t < Math.Min(sentence.End, _anchor + Window + 1); t++)
            if (t != _anchor && tokens[t].Upos != Upos.PROPN) { features.Add("near", tokens[t].Lemma); features.Add(t < _anchor ? "near-before" : "near-after", tokens[t].Lemma); }
        if (_anchor > sentence.First) features.Add("left", tokens[_anchor - 1].Lower);
        if (_anchor + 1 < sentence.End) features.Add("right", tokens[_anchor + 1].Lower);
        var at = _anchor;
        for (var step = 0; step < MostSteps && tokens[at].Head >= 0; step++)
        {
            features.Add("governor-link", WireName.Of(tokens[at].Relation), ChoiceFeatures.Digit(step, MostSteps));
            at = tokens[at].Head;
            features.Add("governed", tokens[at].Lemma, ChoiceFeatures.Digit(step, 1));
        }
        for (var t = sentence.First; t < sentence.End; t++)
            if (tokens[t].Head == _anchor && tokens[t].Upos is Upos.VERB or Upos.NOUN) features.Add("governs", tokens[t].Lemma, WireName.Of(tokens[t].Relation));
        for (var t = sentence.First; t < sentence.End; t++)
            if (tokens[t].Upos == Upos.VERB && t != _anchor)
            {
                features.Add("beside", tokens[t].Lemma);
                // "An offensive to retake the town"
                if (t > sentence.First && tokens[t - 1].Lower == "to") features.Add("purpose", tokens[t].Lemma);
            }
        if (place is not null)
        {
            if (InnerHead(place.First, place.End) is var named && tokens[named].Head is >= 0 and var holding) features.Add("place-governor", tokens[holding].Lemma, WireName.Of(tokens[named].Relation));
            var home = _document.Sentences[_document.SentenceOf(place.First)];
            features.Add("place-here", home.First == sentence.First ? place.First < _anchor ? "before" : "after" : "elsewhere", _type);
            for (var t = Math.Max(home.First, place.First - 4); t < place.First; t++) if (tokens[t].Upos != Upos.PROPN) features.Add("ahead-of-place", tokens[t].Lemma);
            if (place.First > home.First) features.Add("next-to-place", tokens[place.First - 1].Lower, _type);
            if (home.First == sentence.First) features.Add("place-path", ParsePath.Of(_document, _anchor, InnerHead(place.First, place.End), LongestPath));
        }
        return features;
    }

    // That it is just what cue words and grammar say.
    private void AddRuled(ChoiceFeatures features, ControlChange change, Participant? holder)
    {
        if (_rule?.Change != change || _rule.Holder?.Name != holder?.Name) return;
        features.Add("ruled", "");
        features.Add("ruled-change", WireName.Of(change));
        features.Add("ruled-type", WireName.Of(change), _type);
        features.Add("ruled-lemma", WireName.Of(change), _document.Tokens[_anchor].Lemma);
        features.Add("ruled-status", WireName.Of(change), _said);
    }

    // "From", "by" and "against" in the sentence name who holds it yet.
    private IEnumerable<string> LinksAhead()
    {
        var sentence = _document.Sentences[_document.SentenceOf(_anchor)];
        foreach (var party in _setting.Roles.Recipients)
            if (InTextOrder.FirstFrom(_document.Tokens, party.Span.Start, static t => t.Span.Start) is var first && first > sentence.First && first < sentence.End) yield return _document.Tokens[first - 1].Lower;
    }

    private string PartOf(Participant holder)
    {
        for (var a = 0; a < _setting.Roles.Actors.Length; a++)
            if (_setting.Roles.Actors[a].Name == holder.Name) return a == 0 ? "actor" : "ally";
        for (var r = 0; r < _setting.Roles.Recipients.Length; r++)
            if (_setting.Roles.Recipients[r].Name == holder.Name) return r == 0 ? "recipient" : "recipients";
        return "named";
    }

    private static string KindOf(ImmutableArray<Participant> parties) => parties.IsEmpty ? "none" : WireName.Of(parties[0].Kind);

    private int HeadOf(Span span)
    {
        var end = Math.Max(1, InTextOrder.FirstFrom(_document.Tokens, span.End, static t => t.Span.Start));
        return InnerHead(Math.Min(end - 1, InTextOrder.FirstFrom(_document.Tokens, span.Start, static t => t.Span.Start)), end);
    }

    // The word of a phrase that hangs outside it.
    private int InnerHead(int first, int end)
    {
        for (var t = end - 1; t > first; t--)
            if (_document.Tokens[t].Head < first || _document.Tokens[t].Head >= end) return t;
        return first;
    }
}
