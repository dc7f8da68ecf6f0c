using System.Collections.Immutable;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Writes down what speaks for two candidates telling of one happening, or of two.</summary>
public sealed class PairFeatures(EventOntology ontology)
{
    private const int Reach = 40;
    private static readonly string[] Distances = ["next", "close", "clause", "sentence", "far"];

    /// <param name="first">The earlier of the two.</param>
    public void Fill(Document document, TriggerReading first, TriggerReading second, FeatureBuffer features)
    {
        features.Clear();
        var tokens = document.Tokens;
        var (a, b) = (first.Candidate.Token, second.Candidate.Token);
        var sentences = second.Candidate.Sentence - first.Candidate.Sentence;
        var (one, other) = (Type(first), Type(second));
        var same = one == other ? "same" : Family(first) == Family(second) ? "family" : "different";
        var together = 0f;
        for (var t = 0; t < first.Belief.Length - 1; t++) together += MathF.Sqrt(first.Belief[t] * second.Belief[t]);
        features.Add(Look.Bias, same);
        features.Add(Look.Near, same, together > 0.75f ? "0.75" : together > 0.5f ? "0.5" : together > 0.25f ? "0.25" : "0");
        features.Add(Look.Near, together > 0.75f ? "0.75" : together > 0.5f ? "0.5" : together > 0.25f ? "0.25" : "0", sentences == 0 ? "here" : "apart");
        features.Add(Look.LemmaUpos, one, other);
        features.Add(Look.Lemma, tokens[a].Lemma, tokens[b].Lemma);
        features.Add(Look.Lemma, tokens[a].Lemma == tokens[b].Lemma ? "alike" : "unlike", same);
        features.Add(Look.Position, sentences switch { 0 => "here", 1 => "next", 2 => "second", < 5 => "near", _ => "far" }, same);
        var gap = b - a;
        features.Add(Look.Length, sentences > 0 ? "apart" : Distances[gap <= 2 ? 0 : gap <= 6 ? 1 : gap <= 12 ? 2 : gap <= 25 ? 3 : 4], same);
        if (sentences == 0)
        {
            features.Add(Look.Relation, Path(tokens, a, b), same);
            features.Add(Look.Relation, Path(tokens, a, b));
            // "Captured it and was driven out": who does the one suffers the other.
            features.Add(Look.Morphology, Voice(tokens, a, document.Sentences[first.Candidate.Sentence]) + Voice(tokens, b, document.Sentences[first.Candidate.Sentence]), same);
            for (var t = a + 1; t < Math.Min(b, a + 30); t++)
                if (tokens[t].Upos is Upos.ADP or Upos.CCONJ or Upos.SCONJ or Upos.ADV or Upos.PUNCT) features.Add(Look.Next, tokens[t].Lower, same);
            if (b + 1 - a > 1 && tokens[b - 1].Lower is { } before) features.Add(Look.Previous, before, same);
        }
        var determiner = Determiner(tokens, b, document.Sentences[second.Candidate.Sentence].First);
        features.Add(Look.Auxiliary, determiner, sentences == 0 ? "here" : "apart");
        features.Add(Look.Auxiliary, determiner, same);
        features.Add(Look.Morphology, tokens[a].Upos == Upos.VERB ? "v" : "n", tokens[b].Upos == Upos.VERB ? "v" : "n");
        var entities = document.Entities;
        for (var e = InTextOrder.FirstFrom(entities, a + 1, static e => e.First); e < entities.Length && entities[e].First < b; e++)
            if (entities[e].Kind == EntityKind.Location) { features.Add(Look.Entity, "place between", same); break; }
    }

    private static string Voice(ImmutableArray<Token> tokens, int word, Sentence sentence)
    {
        if (tokens[word].Upos != Upos.VERB) return "noun";
        for (var t = Math.Max(sentence.First, word - Reach); t < Math.Min(sentence.End, word + Reach); t++)
            if (tokens[t].Head == word && tokens[t].Relation is Relation.AuxPass or Relation.NsubjPass or Relation.OblAgent) return "passive";
        return "active";
    }

    private string Type(TriggerReading reading) => ontology.SubTypes[reading.Best].Name;

    private string Family(TriggerReading reading) => ontology.SubTypes[reading.Best].Type;

    private static string Determiner(ImmutableArray<Token> tokens, int noun, int from)
    {
        for (var t = noun - 1; t >= Math.Max(from, noun - 4); t--)
            if (tokens[t].Upos == Upos.DET || tokens[t].Relation == Relation.NmodPoss || tokens[t].Upos == Upos.NUM) return tokens[t].Lower;
        return "-";
    }

    // The chain of relations from the second up to the first or to a word above both, at most four long.
    private static string Path(ImmutableArray<Token> tokens, int a, int b)
    {
        var up = Climb(tokens, b, a);
        if (up is not null) return "up " + up;
        var down = Climb(tokens, a, b);
        if (down is not null) return "down " + down;
        return tokens[a].Head >= 0 && tokens[a].Head == tokens[b].Head ? $"sister {tokens[a].Relation} {tokens[b].Relation}" : "none";
    }

    private static string? Climb(ImmutableArray<Token> tokens, int from, int to)
    {
        var said = "";
        for (var (t, steps) = (from, 0); t >= 0 && steps < 4; t = tokens[t].Head, steps++)
        {
            if (t == to) return said;
            said += " " + tokens[t].Relation;
        }
        return null;
    }
}
