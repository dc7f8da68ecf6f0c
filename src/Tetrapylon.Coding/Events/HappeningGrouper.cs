using System.Runtime.InteropServices;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Candidates judged to tell of one happening.</summary>
/// <param name="SubType">Index in the ontology.</param>
/// <param name="Belief">Belief in the type, 0 to 1.</param>
/// <param name="Main">The reading the happening is told by.</param>
public sealed record Happening(List<TriggerReading> Readings, int SubType, float Belief, TriggerReading Main)
{
    // A later word tells a happening only where it is read so much more surely.
    private const float Surer = 0.25f;

    /// <summary>What the readings believe of each sub-type, together; the first told counts most.</summary>
    public float[] Votes()
    {
        var votes = new float[Readings[0].Belief.Length - 1];
        for (var r = 0; r < Readings.Count; r++)
            for (var t = 0; t < votes.Length; t++) votes[t] += Readings[r].Belief[t] * (r == 0 ? 1.2f : 1f);
        return votes;
    }

    /// <summary>The happening that readings tell of, if it is of a type.</summary>
    public static Happening Of(List<TriggerReading> readings, int subType, float belief)
    {
        var main = readings[0];
        foreach (var reading in readings)
            if (reading.Belief[subType] > main.Belief[subType] + Surer) main = reading;
        return new(readings, subType, belief, main);
    }
}

/// <summary>The happenings of a report, in the order of the text, before they are judged together.</summary>
/// <param name="Belief">Belief that the report tells of anything, 0 to 1.</param>
public sealed record Found(List<Happening> Happenings, double Belief);

/// <summary>Joins the candidates of a report that tell of one happening, and decides the happening's type.</summary>
public sealed class HappeningGrouper(EventOntology ontology, PairFeatures features, LinearModel model, ReportBelief reports, StatusReader statuses)
{
    /// <summary>A report that is not believed as much as this to tell of anything tells of nothing (<see cref="ReportBelief"/>), unless one reading is enough (<see cref="SubEventType.Enough"/>).</summary>
    public const float Doubt = 0.9f;

    /// <summary>The same for an article, which tells of something more often than an item of a digest does.</summary>
    public const float DoubtOfArticle = 0.8f;

    /// <summary>The same for a note (<see cref="IsNote"/>).</summary>
    public const float DoubtOfNote = 0.8f;

    /// <summary>The least belief in a reading of a report that is believed to tell of something.</summary>
    public const float DoubtBeside = 0.5f;

    /// <summary>The least belief in an article of at least <see cref="Article"/> sentences: what is told at length is news of a happening more often than an item of a digest is.</summary>
    public const float DoubtInArticle = 0.4f;

    /// <summary>A report of at least this many sentences is an article.</summary>
    public const int Article = 7;

    public static bool IsArticle(Document document) => document.Sentences.Length >= Article;

    /// <summary>A short report that nobody dated, published or gave a heading is a note, as coders keep them of what they hold to be happenings: the crimes, sports and accidents that fill a day's news are rare among them.</summary>
    public static bool IsNote(Document document) => document.Report is { PublishedOn: null, Publisher: null, Title: null, Context.IsEmpty: true } && !IsArticle(document);

    /// <summary>In a report of at least this many sentences a reading is also measured against the report's surest one (see <see cref="SubEventType.BesideSurest"/>): a text that tells quietly tells nonetheless.</summary>
    public const int Several = 3;

    /// <summary>The least belief in a reading that may be a happening of its own, if <see cref="HappeningJudge"/> finds it so.</summary>
    public const float Weakest = 0.2f;

    /// <summary>What no sure reading beside it makes credible.</summary>
    public const float Incredible = 0.06f;

    private const int MostHappenings = 64;

    // Of a happening told over and over the latest words are asked.
    private const int MostAsked = 16;

    /// <summary>The happenings of a report, in the order of the text, also those that are doubtful, for <see cref="HappeningJudge"/> to part.</summary>
    /// <param name="doubt">In place of <see cref="Doubt"/>, to measure others.</param>
    public Found Group(Document document, List<TriggerReading> readings, float doubt = Doubt)
    {
        var article = IsArticle(document);
        var told = reports.Of(document, readings);
        if (told < (article ? Math.Min(doubt, DoubtOfArticle) : IsNote(document) ? DoubtOfNote : doubt) && !readings.Exists(r => r.Happening >= ontology.SubTypes[r.Best].Enough)) return new([], told);
        var groups = new List<List<TriggerReading>>();
        var buffer = new FeatureBuffer();
        var surest = 0f;
        foreach (var reading in readings) surest = Math.Max(surest, reading.Happening);
        foreach (var reading in readings)
        {
            if (reading.Happening < DoubtOf(document, reading, surest)) continue;
            if (Fitting(document, groups, reading, buffer) is var fits and >= 0) groups[fits].Add(reading);
            else groups.Add([reading]);
        }
        // What is read less surely and fits none of these may be a happening of its own.
        var sure = groups.Count;
        foreach (var reading in readings)
        {
            if (reading.Happening < Weakest || reading.Happening >= DoubtOf(document, reading, surest)) continue;
            var fits = Fitting(document, groups, reading, buffer);
            if (fits >= sure) groups[fits].Add(reading);
            else if (fits < 0) groups.Add([reading]);
        }
        groups.Sort((a, b) => a[0].Candidate.Token.CompareTo(b[0].Candidate.Token));
        return new([.. groups.Select(Decide)], told);
    }

    // The group that a reading fits best, of the nearest; -1 where it fits none.
    private int Fitting(Document document, List<List<TriggerReading>> groups, TriggerReading reading, FeatureBuffer buffer)
    {
        var (best, belief) = (-1, 0.5f);
        for (var g = groups.Count - 1; g >= Math.Max(0, groups.Count - MostHappenings); g--)
        {
            var sum = 0f;
            var asked = Math.Min(MostAsked, groups[g].Count);
            foreach (var member in CollectionsMarshal.AsSpan(groups[g])[^asked..]) sum += Likeness(document, member, reading, buffer);
            // What did not happen ("have reached the town but not entered it") is no word for what did.
            if (sum / asked > belief && IsDenied(document, groups[g][0]) == IsDenied(document, reading)) (best, belief) = (g, sum / asked);
        }
        return best;
    }

    private bool IsDenied(Document document, TriggerReading reading) => statuses.Read(document, reading.Candidate, out _) == ClaimStatus.Negated;

    /// <summary>How well two readings of a report fit one happening, 0 to 1.</summary>
    /// <param name="buffer">Scratch of the worker.</param>
    public float Likeness(Document document, TriggerReading one, TriggerReading other, FeatureBuffer buffer)
    {
        Span<float> scores = stackalloc float[2];
        if (one.Candidate.Token > other.Candidate.Token) (one, other) = (other, one);
        features.Fill(document, one, other, buffer);
        scores.Clear();
        model.Score(buffer.Hashes, scores);
        LinearModel.Softmax(scores);
        return scores[1];
    }

    private float DoubtOf(Document document, TriggerReading reading, float surest)
    {
        var doubt = IsArticle(document) ? DoubtInArticle : DoubtBeside;
        return document.Sentences.Length < Several ? doubt : Math.Min(doubt, Math.Max(Incredible, surest * ontology.SubTypes[reading.Best].BesideSurest));
    }

    // Of the type that its readings believe in most.
    private static Happening Decide(List<TriggerReading> readings)
    {
        var happening = new Happening(readings, 0, 0, readings[0]);
        var votes = happening.Votes();
        var best = 0;
        for (var t = 1; t < votes.Length; t++)
            if (votes[t] > votes[best]) best = t;
        var belief = 0f;
        foreach (var reading in readings) belief = Math.Max(belief, reading.Belief[best]);
        return Happening.Of(readings, best, belief);
    }
}
