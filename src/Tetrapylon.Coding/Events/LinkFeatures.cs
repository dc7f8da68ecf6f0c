using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>A stretch of tokens that an event may take a field from.</summary>
/// <param name="Kind">What it is, for telling kinds apart ("Settlement", "Date").</param>
/// <param name="Text">A word that stands for it, for what often belongs and what never does.</param>
public readonly record struct Linkable(int First, int End, string Kind, string Text);

/// <summary>Writes down what speaks for a place or a time belonging to a happening: how near it stands, by what grammar, what else stands between.</summary>
public static class LinkFeatures
{
    private static readonly string[] Gaps = ["0", "1", "2", "3-4", "5-7", "8-12", "13-20", "21+"];

    /// <param name="all">Every link that may be chosen, in text order.</param>
    public static void Fill(Document document, IReadOnlyList<Linkable> all, int index, int anchor, string subType, FeatureBuffer features)
    {
        features.Clear();
        var link = all[index];
        var tokens = document.Tokens;
        var (mine, theirs) = (document.SentenceOf(anchor), document.SentenceOf(link.First));
        var side = link.First > anchor ? "after" : "before";
        var away = theirs - mine;
        var where = away switch { 0 => side, -1 => "previous", 1 => "next", < 0 => "earlier", _ => "later" };
        features.Add(Look.Bias, where);
        features.Add(Look.Shape, link.Kind, where);
        features.Add(Look.Lemma, link.Kind, subType);
        features.Add(Look.Position, theirs == 0 ? "first" : "on", where);
        features.Add(Look.Previous, PrepositionOf(document, link), where);
        features.Add(Look.Previous, PrepositionOf(document, link), link.Kind);
        if (link.End < tokens.Length) features.Add(Look.Next, tokens[link.End].Lower, where);
        if (link.First > 0) features.Add(Look.Previous2, tokens[link.First - 1].Lower);
        features.Add(Look.Phrase, link.Text);
        if (away == 0)
        {
            var gap = link.First > anchor ? link.First - anchor : anchor - link.End + 1;
            features.Add(Look.Length, Gap(gap), side);
            features.Add(Look.Relation, Path(document, anchor, Head(document, link)), side);
            features.Add(Look.Governor, GovernorOf(document, link), side);
            features.Add(Look.LemmaCue, Between(document, link, anchor), side);
        }
        var (nearer, ahead) = (0, 0);
        for (var other = Math.Max(0, index - 12); other < Math.Min(all.Count, index + 13); other++)
        {
            if (other == index || document.SentenceOf(all[other].First) != theirs) continue;
            if (Math.Abs(all[other].First - anchor) < Math.Abs(link.First - anchor)) nearer++;
            if (other < index) ahead++;
            if (other == index - 1 && link.First - all[other].End <= 2) features.Add(Look.Conjunct, "follows " + all[other].Kind, link.Kind);
            if (other == index + 1 && all[other].First - link.End <= 2) features.Add(Look.Conjunct, "before " + all[other].Kind, link.Kind);
        }
        features.Add(Look.Near, Gaps[Math.Min(nearer, 3)], where);
        features.Add(Look.CueNear, Gaps[Math.Min(ahead, 3)], where);
        features.Add(Look.CueSentence, Gaps[Math.Min(all.Count - 1, 5)], where);
        if (away != 0) features.Add(Look.CueDocument, HasOwn(document, all, mine) ? "own" : "none", where);
    }

    private static bool HasOwn(Document document, IReadOnlyList<Linkable> all, int sentence)
    {
        for (var i = 0; i < Math.Min(all.Count, 200); i++)
            if (document.SentenceOf(all[i].First) == sentence) return true;
        return false;
    }

    private static string Gap(int gap) => Gaps[gap switch { <= 0 => 0, 1 => 1, 2 => 2, <= 4 => 3, <= 7 => 4, <= 12 => 5, <= 20 => 6, _ => 7 }];

    private static int Head(Document document, Linkable link)
    {
        for (var t = link.First; t < link.End; t++)
            if (document.Tokens[t].Head is var head && (head < link.First || head >= link.End)) return t;
        return link.End - 1;
    }

    private static string PrepositionOf(Document document, Linkable link)
    {
        var head = Head(document, link);
        for (var t = link.First - 1; t >= Math.Max(0, link.First - 4); t--)
            if (document.Tokens[t].Relation == Relation.Case && document.Tokens[t].Head == head) return document.Tokens[t].Lower;
        return link.First > 0 && document.Tokens[link.First].Relation == Relation.Case ? document.Tokens[link.First].Lower : "-";
    }

    private static string GovernorOf(Document document, Linkable link)
    {
        var head = document.Tokens[Head(document, link)].Head;
        return head < 0 ? "-" : document.Tokens[head].Lemma;
    }

    private static string Between(Document document, Linkable link, int anchor)
    {
        var (from, until) = link.First > anchor ? (anchor + 1, link.First) : (link.End, anchor);
        var (verbs, commas) = (0, 0);
        for (var t = from; t < Math.Min(until, from + 30); t++)
        {
            if (document.Tokens[t].Upos == Upos.VERB) verbs++;
            if (document.Tokens[t].Lower is "," or ";" or ":") commas++;
        }
        return Gaps[Math.Min(verbs, 3)] + (commas > 0 ? "," : "");
    }

    private static string Path(Document document, int anchor, int link)
    {
        var tokens = document.Tokens;
        var said = "";
        for (var (t, steps) = (link, 0); t >= 0 && steps < 4; t = tokens[t].Head, steps++)
        {
            if (t == anchor) return "below" + said;
            said += " " + tokens[t].Relation;
        }
        said = "";
        for (var (t, steps) = (anchor, 0); t >= 0 && steps < 4; t = tokens[t].Head, steps++)
        {
            if (t == link) return "above" + said;
            if (tokens[link].Head == t) return "beside" + said + " / " + tokens[link].Relation;
            if (tokens[link].Head >= 0 && tokens[tokens[link].Head].Head == t) return "aslant" + said + " / " + tokens[link].Relation;
            said += " " + tokens[t].Relation;
        }
        return "far";
    }
}

/// <summary>Scores links between happenings and places or times.</summary>
public sealed class LinkScorer(LinearModel model)
{
    /// <summary>Chance of each link, 0 to 1.</summary>
    public float[] Score(Document document, IReadOnlyList<Linkable> all, int anchor, string subType)
    {
        var chances = new float[all.Count];
        var buffer = new FeatureBuffer();
        Span<float> scores = stackalloc float[2];
        for (var i = 0; i < all.Count; i++)
        {
            LinkFeatures.Fill(document, all, i, anchor, subType, buffer);
            scores.Clear();
            model.Score(buffer.Hashes, scores);
            LinearModel.Softmax(scores);
            chances[i] = scores[1];
        }
        return chances;
    }
}
