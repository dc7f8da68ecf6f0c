using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>What speaks for and against the days a happening may have been on: which expression hangs on its words, how it is told, what the sentences before it said.</summary>
internal sealed class DateFeatures
{
    private const int SentencesBack = 4, SentencesOn = 1, Opening = 2, MostSteps = 3, Reach = 40, LongestClimb = 12;

    private readonly DateRules _rules;
    private readonly Document _document;
    private readonly ImmutableArray<TimeExpression> _times;
    private readonly Anchor _anchor;
    private readonly ClaimStatus _status;
    private readonly LocalDate? _today;
    private readonly int _sentence;
    private readonly DateScene _scene;
    private readonly DateReference? _rule;
    private readonly ChoiceFeatures _told;
    private readonly string _form;
    private readonly int _here, _near, _own, _clause;

    // A picture is dated by its own words alone, and shows what has been.
    private readonly bool _inCaption;

    public DateFeatures(DateRules rules, Document document, ImmutableArray<TimeExpression> times, Anchor anchor, ClaimStatus status, LocalDate? today)
    {
        (_rules, _document, _times, _anchor, _status, _today) = (rules, document, times, anchor, status, today);
        _sentence = document.SentenceOf(anchor.Token);
        _inCaption = document.BlockKindOf(anchor.Token) == BlockKind.Caption;
        _scene = rules.Look(document, times, anchor.Token, status, today);
        _rule = rules.Date(document, times, anchor.Token, status, today, _scene);
        _here = _scene.Near.Count;
        foreach (var (_, cost) in _scene.Near)
            if (cost <= DateRules.Farthest) _near++;
        _clause = ClauseOf(anchor.Token, document.Sentences[_sentence]);
        foreach (var (time, _) in _scene.Near)
            if (ClauseOf(DateRules.HeadOf(document, times[time]), document.Sentences[_sentence]) == _clause) _own++;
        foreach (var (time, cost) in _scene.Near)
            if (cost <= DateRules.Farthest && times[time] is { Days: null, Kind: TimeKind.Date, Basis: DateBasis.Stated, Value: TimeValues.UnknownDay } unknown) NoDay = unknown;
        _form = ChoiceFeatures.FormOf(document.Tokens[anchor.Token]);
        _told = Told();
    }

    /// <summary>Words of its own that name a day there is not ("31 February"), or one that cannot be told for sure ("03/04/17"): nothing but its sentence can date it then.</summary>
    public TimeExpression? NoDay { get; }

    /// <summary>The day that lies "three days after" reckoned back from the story; null where no such words stand before the happening.</summary>
    public DateReference? Earlier => _inCaption ? null : _scene.Earlier;

    /// <summary>Whether the report's own day is an answer.</summary>
    public bool MayBeReportDay => NoDay is null && _status != ClaimStatus.Planned && !_scene.IsBackground && !_inCaption;

    /// <summary>Expressions of its sentence, of some sentences before, of the next, and of the report's opening.</summary>
    public IEnumerable<int> InReach()
    {
        var near = InTextOrder.FirstFrom(_times, _document.Sentences[Math.Max(0, _sentence - SentencesBack)].First, static t => t.First);
        for (var time = 0; time < _times.Length; time++)
        {
            var own = _document.SentenceOf(_times[time].First);
            if (own >= Opening && time < near) (time, own) = (near, near < _times.Length ? _document.SentenceOf(_times[near].First) : int.MaxValue);
            if (own >= Opening && own > _sentence + SentencesOn) yield break;
            if (NoDay is not null && own != _sentence || _inCaption && _document.Sentences[own].Block != _document.Sentences[_sentence].Block) continue;
            if (DateRules.Dates(_times[time])) yield return time;
        }
    }

    /// <summary>Whether the days an expression names may be the happening's.</summary>
    public bool MayBe(DateReference date) => !_inCaption || !(date.Days.Start > _today);

    public List<ulong> OfEarlier()
    {
        var features = new ChoiceFeatures();
        features.Add("earlier", _form);
        return features.Keys;
    }

    public List<ulong> OfReportDay() => Other("report", _rule is { Basis: DateBasis.ReportDay });

    public List<ulong> OfNone() => Other("none", _rule is null);

    private List<ulong> Other(string answer, bool ruled)
    {
        var features = new ChoiceFeatures();
        features.Add(answer, "bias");
        features.Add(answer, "rule", ruled ? "yes" : _rule is null ? "none" : "other");
        features.Add(answer, "near", ChoiceFeatures.Digit(_near, 2));
        features.Add(answer, "here", ChoiceFeatures.Digit(_here, 3));
        features.Add(answer, "own", ChoiceFeatures.Digit(_own, 1));
        if (_scene.SoLongBefore) features.Add(answer, "so-long-before");
        features.AddTold(_told, answer);
        return features.Keys;
    }

    public List<ulong> OfExpression(int index, DateReference date)
    {
        var features = new ChoiceFeatures();
        var time = _times[index];
        var (tokens, own) = (_document.Tokens, _document.SentenceOf(time.First));
        var home = _document.Sentences[own];
        var grain = WireName.Of(date.Days.Precision);
        var word = DateRules.Before(_document, home, time);
        var ago = Ago(date.Days);
        var head = DateRules.HeadOf(_document, time);
        var where = own == _sentence ? "same" : own < _sentence ? "back" : "on";
        features.Add("bias", where);
        features.Add("grain", where, grain);
        features.Add("kind", WireName.Of(time.Kind), grain);
        features.Add("word", where, word);
        features.Add("ago", where, ago);
        features.Add("ago-grain", ago, grain);
        features.Add("status", WireName.Of(_status), where);
        features.Add("type", _anchor.SubType, where);
        features.Add("form", _form, where);
        features.Add("expression", tokens[time.End - 1].Lower, where);
        if (_rule?.Evidence == time.Span) features.Add("rule", where, grain);
        else if (_rule is { } rule && rule.Days == date.Days) features.Add("rule-same", where, grain);
        else features.Add("rule-other", _rule is null ? "none" : WireName.Of(_rule.Basis), where);
        features.Count("here", _here, 3, where);
        features.Count("near", _near, 3, where);
        features.Add("relation", tokens[head].Relation.ToString(), where);
        if (tokens[head].Head >= 0)
        {
            var governor = tokens[tokens[head].Head];
            features.Add("governor-form", ChoiceFeatures.FormOf(governor), where);
            if (_rules.Said(_document, tokens[head].Head)) features.Add("governor-said", where);
            features.Add("governor", governor.Lemma, where);
        }
        if (own == _sentence)
        {
            var cost = _scene.Near.Find(n => n.Time == index).Cost;
            features.Count("cost", cost, 6);
            features.Count("cost-form", cost, 6, _form);
            features.Count("cost-word", cost, 6, word);
            features.Count("cost-grain", cost, 6, grain);
            var clause = ClauseOf(head, home);
            var whose = clause == _clause ? "own" : (clause < _clause ? "earlier" : "later") + (IsJoined(clause, _clause) ? "-joined" : tokens[_clause].Head == clause ? "-over" : tokens[clause].Head == _clause ? "-under" : "");
            var rival = clause != _clause && _own > 0 ? "rival" : "alone";
            features.Add("clause", whose, rival);
            features.Add("clause-form", whose, _form);
            features.Add("clause-word", whose, word);
            features.Add("clause-grain", whose, grain);
            features.Count("clause-cost", cost, 6, whose);
            var (order, distance) = (time.First > _anchor.Token ? "after" : "before", Math.Abs(time.First - _anchor.Token));
            var far = distance <= 3 ? "3" : distance <= 7 ? "7" : distance <= 14 ? "14" : "far";
            features.Add("order", order, far);
            features.Add("order-word", order, word);
            var (verbs, commas) = (0, 0);
            for (var t = Math.Min(time.End, _anchor.Token + 1); t < Math.Max(time.First, _anchor.Token); t++)
                if (tokens[t].Upos == Upos.VERB) verbs++;
                else if (tokens[t].Lower is "," or ";" or ":" or "-") commas++;
            features.Count("verbs-between", verbs, 3, order);
            features.Count("commas-between", commas, 3, order);
            if (time.First - home.First <= 2) features.Add("opens", "sentence");
        }
        else
        {
            features.Count("sentences", Math.Abs(own - _sentence), 5, where);
            features.Add("sentences-here", where, _here == 0 ? "alone" : "rival");
            if (own < Opening) features.Add("opening", own == 0 ? "first" : "second", grain);
            if (own < _sentence && IsLast(index)) features.Add("last-before", grain, ago);
            features.AddTold(_told, where);
        }
        return features.Keys;
    }

    /// <summary>The verb, or the root of the sentence, that a word belongs to.</summary>
    private int ClauseOf(int token, in Sentence sentence)
    {
        for (var steps = 0; steps < LongestClimb && _document.Tokens[token].Upos != Upos.VERB && _document.Tokens[token].Head is var head && head >= sentence.First && head < sentence.End; steps++) token = head;
        return token;
    }

    // One follows the other: "were driven out in March and returned in May".
    private bool IsJoined(int one, int other)
    {
        var (first, last) = (Math.Min(one, other), Math.Max(one, other));
        for (var (at, steps) = (last, 0); at >= 0 && steps < LongestClimb && _document.Tokens[at].Relation == Relation.Conj; steps++)
            if ((at = _document.Tokens[at].Head) == first) return true;
        return false;
    }

    private bool IsLast(int index)
    {
        for (var t = index + 1; t < _times.Length && _document.SentenceOf(_times[t].First) < _sentence; t++)
            if (DateRules.Dates(_times[t])) return false;
        return true;
    }

    // How the happening is told, whatever expressions there are.
    private ChoiceFeatures Told()
    {
        var told = new ChoiceFeatures();
        var (tokens, sentence, at) = (_document.Tokens, _document.Sentences[_sentence], _anchor.Token);
        var (first, end) = (Math.Max(sentence.First, at - Reach), Math.Min(sentence.End, at + Reach));
        told.Add("form", _form);
        told.Add("form-type", _form, _anchor.SubType);
        told.Add("lemma", tokens[at].Lemma);
        told.Add("word", tokens[at].Lower);
        told.Add("status", WireName.Of(_status));
        told.Add("type", _anchor.SubType, WireName.Of(_status));
        told.Count("sentence", _sentence, 4);
        told.Count("sentence-form", _sentence, 2, _form);
        told.Add("length", _document.Sentences.Length >= 7 ? "article" : ChoiceFeatures.Digit(_document.Sentences.Length, 4));
        if (_scene.IsBackground) told.Add("background", _form);
        told.Add("block", WireName.Of(_document.BlockKindOf(at)));
        for (var t = Math.Max(first, at - 3); t < at; t++) told.Add("left", tokens[t].Lower);
        for (var t = at + 1; t < Math.Min(end, at + 3); t++) told.Add("right", tokens[t].Lower);
        for (var step = 0; step <= MostSteps; step++)
        {
            for (var t = first; t < end; t++)
                if (tokens[t].Head == at && tokens[t].Relation is Relation.Aux or Relation.AuxPass or Relation.Mark or Relation.Case or Relation.Det or Relation.Advmod or Relation.Amod)
                    told.Add("on", ChoiceFeatures.Digit(step, 3), tokens[t].Lower);
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            told.Add("link", ChoiceFeatures.Digit(step, 3), relation.ToString());
            if (head < first || head >= end) break;
            if (step == 0) told.Add("governor", tokens[head].Lemma, relation.ToString());
            told.Add("governor-form", ChoiceFeatures.FormOf(tokens[head]), relation.ToString());
            at = head;
        }
        return told;
    }

    private string Ago(DayRange days)
    {
        if (_today is not { } today) return "?";
        var back = Period.DaysBetween(days.End, today);
        return back < 0 ? "to-come" : back == 0 ? days.Start == today ? "today" : "until-today" : back == 1 ? "1" : back <= 7 ? "7" : back <= 31 ? "31" : back <= 366 ? "year" : "years";
    }
}
