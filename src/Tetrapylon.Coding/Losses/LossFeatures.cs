using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Losses;

/// <summary>What speaks for and against a figure counting the dead of a happening: how near its word hangs to the happening's, whether another happening's is nearer, what the figure counts, how it stands among the others.</summary>
internal sealed class LossFeatures
{
    private const int LongestPath = 4;

    private readonly Document _document;
    private readonly List<LossMention> _dead;
    private readonly Anchor _anchor;
    private readonly IReadOnlyList<int> _anchors;
    private readonly Model.Losses? _rule;
    private readonly string _status, _form;
    private readonly int _sentence, _most;
    private readonly ChoiceFeatures _told;

    public LossFeatures(Document document, List<LossMention> dead, Anchor anchor, ClaimStatus status, IReadOnlyList<int> anchors, Model.Losses? rule)
    {
        (_document, _dead, _anchor, _anchors, _rule) = (document, dead, anchor, anchors, rule);
        (_status, _form) = (WireName.Of(status), ChoiceFeatures.FormOf(document.Tokens[anchor.Token]));
        _sentence = document.SentenceOf(anchor.Token);
        foreach (var mention in dead) _most = Math.Max(_most, mention.Best);
        _told = Told();
    }

    public List<ulong> OfFigure(LossMention mention)
    {
        var features = new ChoiceFeatures();
        Figure(features, mention, "one");
        return Mixed(features, "one");
    }

    /// <summary>What the rules alone add up.</summary>
    public List<ulong> OfRule()
    {
        var features = new ChoiceFeatures();
        features.Add("rule-sum", "yes");
        features.Count("rule-sum", _dead.Count, 6);
        features.Add("rule-sum-type", _anchor.SubType);
        return Mixed(features, "rule");
    }

    public List<ulong> OfSum(LossMention one, LossMention other)
    {
        var features = new ChoiceFeatures();
        Figure(features, one, "sum");
        var apart = _document.SentenceOf(other.Anchor) - _document.SentenceOf(one.Anchor);
        features.Count("apart", apart, 3);
        features.Count("mentions", _dead.Count, 5);
        if (other.More) features.Add("more", "second", ChoiceFeatures.Digit(apart, 2));
        if (other.Toll || one.Toll) features.Add("toll", "sum");
        if (other.Included || one.Included) features.Add("included", "sum");
        if (other.Aggregate || one.Aggregate) features.Add("aggregate", "sum");
        features.Add("victims", VictimOf(one), VictimOf(other));
        features.Add("victim-second", VictimOf(other));
        features.Add("second-near", Nearest(other) == _anchor.Token ? "own" : "other");
        features.Add("same-word", one.Anchor == other.Anchor ? "yes" : "no");
        features.Add("larger", other.Best > one.Best ? "second" : other.Best == one.Best ? "same" : "first", ChoiceFeatures.Digit(apart, 2));
        if (_rule is { } rule && rule.Low == one.Low + other.Low && rule.High == one.High + other.High) features.Add("rule", "sum");
        return Mixed(features, "sum");
    }

    public List<ulong> OfNone()
    {
        var features = new ChoiceFeatures();
        features.Add("none", "bias");
        features.Add("none-rule", _rule is null ? "none" : "some");
        var (own, here) = (0, 0);
        foreach (var mention in _dead)
        {
            if (Nearest(mention) == _anchor.Token) own++;
            if (_document.SentenceOf(mention.Anchor) == _sentence) here++;
        }
        features.Count("none-own", own, 2);
        features.Count("none-here", here, 2, ChoiceFeatures.Digit(own, 1));
        features.Add("none-type", _anchor.SubType, ChoiceFeatures.Digit(own, 1));
        features.Count("none-mentions", _dead.Count, 4);
        return Mixed(features, "none");
    }

    private void Figure(ChoiceFeatures features, LossMention mention, string what)
    {
        var tokens = _document.Tokens;
        var own = _document.SentenceOf(mention.Anchor);
        var where = own == _sentence ? "same" : own < _sentence ? "back" : "on";
        var word = tokens[mention.Anchor].Lemma;
        var near = Nearest(mention);
        var whose = near == _anchor.Token ? "own" : _document.SentenceOf(near) == _sentence ? "beside" : "other";
        features.Add("bias", where);
        features.Add("whose", whose, where);
        features.Add("whose-type", whose, _anchor.SubType);
        features.Add("word", word, where);
        features.Add("word-type", word, _anchor.SubType);
        features.Add("type", _anchor.SubType, where);
        features.Add("form", _form, where);
        features.Add("victim", VictimOf(mention), what);
        features.Add("victim-type", VictimOf(mention), _anchor.SubType);
        features.Add("value", Size(mention.Best), where);
        features.Add("value-type", Size(mention.Best), _anchor.SubType);
        if (mention.Low != mention.High) features.Add("range", where);
        if (mention.Toll) features.Add("toll", where, whose);
        if (mention.More) features.Add("more", where, whose);
        if (mention.Included) features.Add("included", where, whose);
        if (mention.Aggregate) features.Add("aggregate", where, whose);
        if (_rule is null) features.Add("rule", "none", where);
        else if (_rule.Low == mention.Low && _rule.High == mention.High) features.Add("rule", "same", where);
        else features.Add("rule", _rule.Best > mention.Best ? "more" : "less", where);
        features.Count("sentences", Math.Abs(own - _sentence), 5, where);
        var rank = 0;
        var (later, same) = (false, 0);
        foreach (var other in _dead)
        {
            if (other.Anchor == mention.Anchor && other.First == mention.First) continue;
            if (other.Anchor < mention.Anchor) rank++;
            else later = true;
            if (_document.SentenceOf(other.Anchor) == own) same++;
        }
        features.Count("rank", rank, 4, later ? "not-last" : "last");
        features.Add("most", mention.Best == _most ? "most" : "less", where);
        features.Count("beside", same, 3, where);
        var told = 0;
        foreach (var anchor in _anchors)
            if (anchor < _anchor.Token) told++;
        features.Count("order", told, 3, whose);
        features.Count("happenings", _anchors.Count, 5, where);
        features.Count("happenings-whose", _anchors.Count, 5, whose);
        if (where == "same") Here(features, mention, whose);
    }

    // How the word for the death stands to the word for the happening, in one sentence.
    private void Here(ChoiceFeatures features, LossMention mention, string whose)
    {
        var tokens = _document.Tokens;
        if (mention.Anchor >= _anchor.First && mention.Anchor < _anchor.End) { features.Add("path", "itself"); return; }
        features.Add("path", ParsePath.Of(_document, _anchor.Token, mention.Anchor, LongestPath), whose);
        features.Add("relation", WireName.Of(tokens[mention.Anchor].Relation), whose);
        var (first, end) = (Math.Min(_anchor.Token, mention.Anchor) + 1, Math.Max(_anchor.Token, mention.Anchor));
        var (verbs, commas, rivals) = (0, 0, 0);
        for (var t = first; t < end; t++)
        {
            if (tokens[t].Upos == Upos.VERB) verbs++;
            else if (tokens[t].Lower is "," or ";" or ":" or "-") commas++;
            if (tokens[t].Upos is Upos.SCONJ or Upos.ADP && tokens[t].Lower is var link && t + 1 < end && tokens[t].Relation is Relation.Mark or Relation.Case) features.Add("between", link, _anchor.Token < mention.Anchor ? "after" : "before");
        }
        foreach (var anchor in _anchors)
            if (anchor >= first && anchor < end) rivals++;
        var order = _anchor.Token < mention.Anchor ? "after" : "before";
        features.Count("verbs", verbs, 3, order);
        features.Count("commas", commas, 3, order);
        features.Count("rivals", rivals, 2, order);
    }

    private ChoiceFeatures Told()
    {
        var told = new ChoiceFeatures();
        var tokens = _document.Tokens;
        told.Add("status", _status);
        told.Add("lemma", tokens[_anchor.Token].Lemma);
        told.Add("form", _form);
        told.Add("type-form", _anchor.SubType, _form);
        told.Count("sentence", _sentence, 3);
        told.Add("link", WireName.Of(tokens[_anchor.Token].Relation));
        if (tokens[_anchor.Token].Head is >= 0 and var head) told.Add("governor", tokens[head].Lemma);
        told.Add("length", _document.Sentences.Length >= 7 ? "article" : ChoiceFeatures.Digit(_document.Sentences.Length, 4));
        return told;
    }

    private List<ulong> Mixed(ChoiceFeatures features, string answer)
    {
        features.AddTold(_told, answer);
        return features.Keys;
    }

    private int Nearest(LossMention mention) => LossReader.Owner(_document, mention.Anchor, _anchor.Token, _anchors);

    private string VictimOf(LossMention mention) => mention.VictimHead is { } head ? _document.Tokens[head].Upos == Upos.PROPN ? "(name)" : _document.Tokens[head].Lemma : "(none)";

    private static string Size(int value) => value switch { 0 => "0", 1 => "1", 2 => "2", < 10 => "few", < 30 => "tens", < 100 => "many", < 1000 => "hundreds", _ => "thousands" };
}
