using Tetrapylon.Coding.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>What is looked up for every happening of a report that is weighed once more.</summary>
internal sealed class HappeningsKnown
{
    // Of a long report only the happenings about one are compared with it.
    private const int Near = 40;
    private readonly HashSet<string>?[] _words;
    private TriggerReading? _compared;
    private float[] _likeness = [];

    public HappeningsKnown(Document document, Found found, Mentioned mentioned)
    {
        (Document, Found, Belief, Told) = (document, found.Happenings, found.Belief, new uint[found.Happenings.Count]);
        Surest = [.. Found.Select(f => f.Readings.Max(r => r.Happening))];
        SurestOfAll = Surest.Max();
        Most = [.. Found.Select(MostOf)];
        Sums = [.. Found.Select(f => f.Readings.Sum(r => r.Happening))];
        Sum = Sums.Sum();
        Scene = new(document, mentioned.Actors, mentioned.Places);
        (Places, Parties, Dead, _words) = (Sets<string>(), Sets<string>(), Sets<int>(), new HashSet<string>?[document.Sentences.Length]);
        foreach (var place in mentioned.Places) In(Places, place.First).Add(place.Place?.Id ?? place.Text);
        Times = new bool[document.Sentences.Length];
        foreach (var time in mentioned.Times) Times[document.SentenceOf(time.First)] = true;
        foreach (var loss in mentioned.Losses) In(Dead, loss.First).Add(loss.Best);
        foreach (var actor in mentioned.Actors)
            if (actor.Kind != ActorKind.Unidentified || actor.Proper) In(Parties, actor.Head).Add(actor.ActorId ?? actor.Name);
    }

    private static float[] MostOf(Happening happening)
    {
        var most = happening.Readings[0].Belief.ToArray();
        foreach (var reading in happening.Readings)
            for (var t = 0; t < most.Length; t++) most[t] = Math.Max(most[t], reading.Belief[t]);
        return most;
    }

    // Nearly all sentences of a report name nothing: they share one empty set.
    private HashSet<T>[] Sets<T>()
    {
        var sets = new HashSet<T>[Document.Sentences.Length];
        Array.Fill(sets, Nothing<T>.Set);
        return sets;
    }

    private HashSet<T> In<T>(HashSet<T>[] sets, int token)
    {
        ref var set = ref sets[Document.SentenceOf(token)];
        if (ReferenceEquals(set, Nothing<T>.Set)) set = [];
        return set;
    }

    private static class Nothing<T>
    {
        public static readonly HashSet<T> Set = [];
    }

    public Document Document { get; }
    public List<Happening> Found { get; }

    /// <summary>Belief that the report tells of anything.</summary>
    public double Belief { get; }

    public bool IsArticle => HappeningGrouper.IsArticle(Document);

    /// <summary>The types each happening was told as, a bit each; none of those not told, or not asked about yet.</summary>
    public uint[] Told { get; }

    /// <summary>The highest belief that any word of each happening tells of one.</summary>
    public float[] Surest { get; }

    public float SurestOfAll { get; }

    /// <summary>The highest belief of any word of each happening in each type.</summary>
    public float[][] Most { get; }

    /// <summary>What all words of each happening believe, together.</summary>
    public float[] Sums { get; }

    /// <summary>What all words of all happenings believe, together.</summary>
    public float Sum { get; }

    /// <summary>Who is named, for the roles of all happenings.</summary>
    public RoleScene Scene { get; }

    /// <summary>The places each sentence names.</summary>
    public HashSet<string>[] Places { get; }

    /// <summary>The sentences that name a time.</summary>
    public bool[] Times { get; }

    /// <summary>The figures of dead or injured in each sentence.</summary>
    public HashSet<int>[] Dead { get; }

    /// <summary>Who is named in each sentence.</summary>
    public HashSet<string>[] Parties { get; }

    /// <summary>Share of the shorter sentence's telling words that the other has too.</summary>
    public float WordsShared(int sentence, int other)
    {
        var (own, others) = (Words(sentence), Words(other));
        return own.Count == 0 || others.Count == 0 ? 0 : (float)own.Count(others.Contains) / Math.Min(own.Count, others.Count);
    }

    private HashSet<string> Words(int sentence)
    {
        if (_words[sentence] is { } known) return known;
        var words = _words[sentence] = new(StringComparer.Ordinal);
        for (var t = Document.Sentences[sentence].First; t < Document.Sentences[sentence].End; t++)
            if (Document.Tokens[t].Upos is Upos.NOUN or Upos.PROPN or Upos.VERB or Upos.ADJ or Upos.NUM) words.Add(Document.Tokens[t].Lemma);
        return words;
    }

    /// <summary>How well a word of a happening fits each happening about it, from <see cref="FirstNear"/> on; found once for all types asked of that word in turn.</summary>
    public float[] LikenessOf(int index, TriggerReading word, HappeningGrouper grouper, FeatureBuffer buffer)
    {
        if (ReferenceEquals(_compared, word)) return _likeness;
        (_compared, _likeness) = (word, new float[EndNear(index) - FirstNear(index)]);
        for (var other = FirstNear(index); other < EndNear(index); other++)
            if (other != index) _likeness[other - FirstNear(index)] = grouper.Likeness(Document, word, Found[other].Main, buffer);
        return _likeness;
    }

    public int FirstNear(int index) => Math.Max(0, index - Near);

    public int EndNear(int index) => Math.Min(Found.Count, index + Near + 1);

    /// <summary>Sentences from one happening to another.</summary>
    public int Apart(int index, int other) => Found[other].Main.Candidate.Sentence - Found[index].Main.Candidate.Sentence;
}
