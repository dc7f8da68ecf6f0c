using Tetrapylon.Coding.Choices;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>What speaks for a happening having happened, not having happened or being to come: the words on it, those that govern it, those around it.</summary>
internal static class StatusFeatures
{
    private const int MostSteps = 4;
    private const int Reach = 40;
    private const int Window = 4;

    /// <summary>The statuses a report may give, in the order of the answers.</summary>
    public static readonly ClaimStatus[] Answers = [ClaimStatus.Asserted, ClaimStatus.Negated, ClaimStatus.Planned];

    private static readonly string[] Steps = ["0", "1", "2", "3", "4"];

    /// <param name="rule">What the cue words alone say.</param>
    public static ChoiceFeatures Of(Document document, int anchor, string subType, ClaimStatus rule)
    {
        var features = new ChoiceFeatures();
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(anchor)];
        var (first, end) = (Math.Max(sentence.First, anchor - Reach), Math.Min(sentence.End, anchor + Reach));
        var token = tokens[anchor];
        var (said, form) = (WireName.Of(rule), ChoiceFeatures.FormOf(token));
        features.Add("bias", "");
        features.Add("rule", said);
        features.Add("rule-type", said, subType);
        features.Add("rule-form", said, form);
        features.Add("type", subType);
        features.Add("lemma", token.Lemma);
        features.Add("word", token.Lower);
        features.Add("form", form);
        features.Add("form-type", form, subType);
        features.Add("block", WireName.Of(document.BlockKindOf(anchor)));
        for (var t = first; t < end; t++)
        {
            if (tokens[t].Upos == Upos.AUX) features.Add("sentence-aux", tokens[t].Lower);
            if (tokens[t].Lower is "?" or "if") features.Add("sentence", tokens[t].Lower);
        }
        for (var step = 1; step <= Window; step++)
        {
            var (left, right) = (anchor - step, anchor + step);
            if (left >= first) { features.Add("before", tokens[left].Lemma); if (step <= 2) features.Add("left", Steps[step], tokens[left].Lower); }
            if (right < end) { features.Add("after", tokens[right].Lemma); if (step <= 2) features.Add("right", Steps[step], tokens[right].Lower); }
        }
        var at = anchor;
        for (var step = 0; step <= MostSteps; step++)
        {
            for (var t = first; t < end; t++)
                if (tokens[t].Head == at && tokens[t].Relation is Relation.Aux or Relation.AuxPass or Relation.Advmod or Relation.Mark or Relation.Amod or Relation.Det or Relation.Case)
                {
                    features.Add("on", Steps[step], tokens[t].Lower);
                    if (step > 0) features.Add("on-any", tokens[t].Lower);
                }
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            if (step == MostSteps || head < first || head >= end) break;
            var link = WireName.Of(relation);
            features.Add("link", Steps[step], link);
            features.Add("governor", tokens[head].Lemma, link);
            features.Add("governor-form", ChoiceFeatures.FormOf(tokens[head]), link);
            if (step == 0) features.Add("governor-lemma", tokens[head].Lemma, token.Lemma);
            else features.Add("governor-any", tokens[head].Lemma);
            at = head;
        }
        return features;
    }

    /// <summary>The features of one answer.</summary>
    public static List<ulong> For(ChoiceFeatures features, ClaimStatus answer) => features.Keys.ConvertAll(key => For(key, answer));

    /// <summary>A feature as one of an answer.</summary>
    public static ulong For(ulong key, ClaimStatus answer) => (key ^ ((ulong)answer + 1)) * 0x9E3779B97F4A7C15UL;
}
