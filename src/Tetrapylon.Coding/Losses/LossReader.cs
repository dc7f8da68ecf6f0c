using System.Collections.Immutable;
using Tetrapylon.Coding.Numbers;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Losses;

/// <summary>Finds the figures of dead and injured in a report, and what they count. Words are data; loaded once, shared by all workers.</summary>
public sealed class LossReader
{
    // Words that say whom a figure counts, and words before a place in which its figure stands, at most.
    private const int MostCounted = 3, Reach = 20;

    private readonly LossWords _words;
    private readonly FigureReader _figures;

    private LossReader(LossWords words, NumberReader numbers) => (_words, _figures) = (words, new(words, numbers));

    /// <exception cref="DataException">The words cannot be used; every problem is listed.</exception>
    public static LossReader Load(DataFolder data) => new(LossWords.Load(data), new(NumberWords.Load(data)));

    /// <summary>Every figure of dead or injured, in text order of the words that say so.</summary>
    public ImmutableArray<LossMention> Find(Document document)
    {
        var found = ImmutableArray.CreateBuilder<LossMention>();
        var atoms = new List<Atom>();
        var figures = new List<Figure>();
        foreach (var sentence in document.Sentences)
        {
            var read = false;
            VictimReader? victims = null;
            for (var t = sentence.First; t < sentence.End; t++)
            {
                var token = document.Tokens[t];
                if (UseOf(token) is not { } use) continue;
                if (!read) { _figures.Read(document, sentence, atoms, figures); read = true; }
                victims ??= new(document, sentence, _words, figures);
                if (victims.Of(t, use.Kind, use.Use) is not { } mention) continue;
                // "No one was hurt" says that nobody died either.
                found.Add(mention is { Kind: LossKind.Injured, Best: 0 } ? mention with { Kind = LossKind.Dead } : mention);
            }
        }
        return found.ToImmutable();
    }

    /// <summary>The figure told for a place that stands in a list of such ("12 people in Baghdad and seven in Mosul"); null where more than those it counts, a preposition and a kind of place stands between the two.</summary>
    /// <param name="place">First token of the place's name.</param>
    /// <param name="isKind">True for words for kinds of places ("town").</param>
    public Model.Losses? ToldAt(Document document, int place, Func<string, bool> isKind)
    {
        var tokens = document.Tokens;
        var sentence = document.Sentences[document.SentenceOf(place)];
        var at = place - 1;
        while (at > sentence.First && (tokens[at].Upos is Upos.DET or Upos.ADJ || tokens[at].Lower == "of" || isKind(tokens[at].Lower))) at--;
        if (at <= sentence.First || tokens[at].Lower is not ("in" or "at")) return null;
        var figures = new List<Figure>();
        _figures.Read(document, sentence with { First = Math.Max(sentence.First, at - Reach), End = at }, [], figures);
        if (figures.Count == 0 || figures[^1] is not { Unknown: false } last || at - last.End > MostCounted) return null;
        for (var t = last.End; t < at; t++)
            if (tokens[t].Upos is not (Upos.NOUN or Upos.ADJ or Upos.PROPN)) return null;
        return new(last.Low, last.Best, last.High, document.SpanOf(last.First, last.End));
    }

    // Verbs and nouns of one form ("killing", "murders") go by their tag; a verb's own forms are verbs whatever their tag.
    private (LossKind Kind, LossUse Use)? UseOf(in Token token)
    {
        if (token.Upos == Upos.PROPN && token.Capitalized) return null;
        if (_words.Verbs.TryGetValue(token.Lower, out var verb)) return token.Upos == Upos.NOUN && _words.Nouns.TryGetValue(token.Lower, out var both) ? both : verb;
        return _words.Nouns.TryGetValue(token.Lower, out var noun) ? noun : null;
    }

    /// <summary>The figures that speak of one happening where a report tells of several: those whose words hang nearest to its anchor.</summary>
    /// <param name="anchor">Token that tells of the happening.</param>
    /// <param name="rivals">Tokens that tell of the report's other happenings.</param>
    /// <remarks>A figure in a sentence without a happening goes to the first one of the nearest sentence before it (codebook: a joint toll stands on the first).</remarks>
    public static ImmutableArray<LossMention> Belonging(Document document, ImmutableArray<LossMention> mentions, int anchor, IReadOnlyList<int> rivals)
    {
        var found = ImmutableArray.CreateBuilder<LossMention>();
        foreach (var mention in mentions)
            if (Owner(document, mention.Anchor, anchor, rivals) == anchor) found.Add(mention);
        return found.ToImmutable();
    }

    /// <summary>The happening whose word hangs nearest to a word of loss.</summary>
    internal static int Owner(Document document, int word, int anchor, IReadOnlyList<int> rivals)
    {
        var (owner, best) = (anchor, Distance(document, word, anchor));
        foreach (var rival in rivals)
        {
            var distance = Distance(document, word, rival);
            if (distance < best || distance == best && rival < owner) (owner, best) = (rival, distance);
        }
        return owner;
    }

    // Steps along the heads within a sentence; a sentence further is further than any step, one before the word nearer than one after.
    private static int Distance(Document document, int word, int anchor)
    {
        const int sentenceStep = 1000;
        var apart = document.SentenceOf(word) - document.SentenceOf(anchor);
        if (apart != 0) return apart > 0 ? apart * sentenceStep : -apart * sentenceStep + sentenceStep / 2;
        if (word == anchor) return 0;
        var (up, steps) = (anchor, 0);
        for (; up >= 0 && steps < 40; steps++, up = document.Tokens[up].Head)
        {
            var (down, more) = (word, 0);
            for (; down >= 0 && more < 40; more++, down = document.Tokens[down].Head)
                if (down == up) return 10 * (steps + more) + (anchor > word ? 1 : 0);
        }
        return 500 + Math.Min(400, Math.Abs(word - anchor));
    }

    /// <summary>The losses of one happening, from the figures that speak of it.</summary>
    /// <remarks>
    /// Victims told side by side are added; a toll that counts again takes the place of what was told before; figures of the same
    /// people that differ become lowest and highest; parts of a figure and tolls over a war are left out. Null when no figure is left.
    /// </remarks>
    public Model.Losses? Combine(Document document, IReadOnlyList<LossMention> mentions, LossKind kind)
    {
        long low = 0, best = 0, high = 0;
        Span? span = null;
        var sentence = -1;
        (long Low, long Best, long High) told = default;
        foreach (var mention in mentions.Where(m => m.Kind == kind && !m.Included && !m.Aggregate).OrderBy(m => m.Anchor))
        {
            if (Repeats(document, mention, mentions)) continue;
            var at = document.SentenceOf(mention.Anchor);
            if (span is null) (low, best, high) = (mention.Low, mention.Best, mention.High);
            else if (mention.Toll) (low, best, high) = mention.Best >= best || mention.Best > 0 ? (mention.Low, mention.Best, mention.High) : (low, best, high);
            else if (mention.Best == 0) continue;
            else if (best == 0 || at == sentence || mention.More || SpeaksOfOthers(document, mention, mentions)) (low, best, high) = (low + mention.Low, best + mention.Best, high + mention.High);
            // The same people counted again in a later sentence.
            else if (mention.Best > best) (low, best, high) = (mention.Low, mention.Best, mention.High);
            else continue;
            (span, sentence, told) = (mention.Span, at, (low, best, high));
        }
        return span is { } said ? new((int)Math.Min(told.Low, int.MaxValue), (int)Math.Min(told.Best, int.MaxValue), (int)Math.Min(told.High, int.MaxValue), said) : null;
    }

    // Soldiers counted in one sentence and militants in the next are two groups; "people" may be anyone.
    private bool SpeaksOfOthers(Document document, LossMention mention, IReadOnlyList<LossMention> mentions)
    {
        if (mention.VictimHead is not { } head) return false;
        var lemma = document.Tokens[head].Lemma;
        if (General(lemma)) return false;
        foreach (var other in mentions)
            if (other.Anchor < mention.Anchor && other.Kind == mention.Kind && !other.Included && !other.Aggregate
                && (other.VictimHead is not { } victim || document.Tokens[victim].Lemma is var before && (before == lemma || General(before))))
                return false;
        return true;
    }

    private bool General(string lemma) => _words.General.Contains(lemma);

    // "The deaths of two boys killed by a bus", "the death of Ali, a guard shot by troops": the same people twice in one breath.
    private static bool Repeats(Document document, LossMention mention, IReadOnlyList<LossMention> mentions)
    {
        foreach (var other in mentions)
            if (other.Anchor < mention.Anchor && other.Kind == mention.Kind && other.VictimHead is { } before && mention.VictimHead is { } head
                && (before == head || document.Tokens[head].Head == before && document.Tokens[head].Relation == Relation.Appos))
                return true;
        return false;
    }
}
