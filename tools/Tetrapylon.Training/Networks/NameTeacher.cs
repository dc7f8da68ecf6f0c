using System.Diagnostics;
using System.Numerics.Tensors;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Networks;

/// <summary>A large network that has learnt names from all corpora that mark them, and marks them in other sentences. It is not shipped: the finder of names learns from it.</summary>
internal sealed class NameTeacher(Lexicon lexicon, WordVectors vectors, Tagger tagger, int seed)
{
    private const int Epochs = 6, BatchRows = 800, WarmUp = 100;
    private const float Rate = 1.5e-3f;

    // Of a hundred sentences: how many are seen in lower case.
    private const int Lowered = 15;

    // Longer sentences are rare and slow to learn from.
    private const int Longest = 160;

    // What a choice counts where names are agreed on: as much as a fairly sure one of the finder of names.
    private const int Sure = 800;

    private readonly NameTraining _network = new(NetworkShape.Accurate, vectors, seed);

    /// <summary>Learns from sentences, beginning with the accurate network's reading.</summary>
    public void Learn(IReadOnlyList<LabelledSentence> sentences)
    {
        _network.Know(ModelFolder.File("network.bin"));
        var random = new Random(seed);
        (Example Printed, Example Lower)[] examples = [.. sentences.Where(s => s.Words.Length is > 0 and <= Longest).Select(s => (Of(s.Words, s.Labels), Of([.. s.Words.Select(lexicon.LoweredOf)], s.Labels)))];
        var parameters = _network.Parameters.ToArray();
        var (clock, descent, steps) = (Stopwatch.StartNew(), new Descent(parameters, Rate, WarmUp), 0);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var order = Batch.Shuffled(examples.Select(e => random.Next(100) < Lowered ? e.Lower : e.Printed), BatchRows, random);
            if (epoch == 0) steps = order.Length * Epochs;
            var loss = 0.0;
            foreach (var batch in order)
            {
                loss += _network.Learn(batch);
                descent.Step(steps);
            }
            Console.WriteLine($"names: epoch {epoch + 1}, loss {loss / order.Length:0.000}, {clock.Elapsed.TotalSeconds:0} s, {Environment.CpuUsage.TotalTime.TotalSeconds:0} s of processor time");
        }
    }

    /// <summary>The labels of each sentence that several teachers together find likeliest.</summary>
    public static byte[][] Labels(NameTeacher[] teachers, IReadOnlyList<Word[]> sentences)
    {
        var found = new byte[sentences.Count][];
        var choice = new LabelChoice();
        var number = new Dictionary<Example, int>(ReferenceEqualityComparer.Instance);
        foreach (var batch in Batch.Of(Enumerable.Range(0, sentences.Count).OrderBy(i => sentences[i].Length).Select(i =>
        {
            var example = teachers[0].Of(sentences[i], []);
            number[example] = i;
            return example;
        }), BatchRows))
        {
            float[][] sums = [];
            foreach (var teacher in teachers)
            {
                var likely = teacher._network.Likely(batch);
                if (sums.Length == 0) sums = likely;
                else
                    for (var s = 0; s < sums.Length; s++) TensorPrimitives.Add(sums[s], likely[s], sums[s]);
            }
            for (var s = 0; s < sums.Length; s++)
            {
                _ = number.Remove(batch.Sentences[s], out var i);
                choice.Best(sums[s], NameTraining.Columns, found[i] = new byte[batch.Sentences[s].Length - 1]);
                NoLowerNames(sentences[i], found[i]);
            }
        }
        return found;
    }

    // Where names have capitals, words without are none; learning from lower case as well makes teachers forget it.
    private static void NoLowerNames(Word[] words, byte[] labels)
    {
        if (EntityFinder.Casing(words) != EntityFinder.SomeCapitals) return;
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] is EntityFinder.Outside or >= EntityFinder.FirstOther) continue;
            var end = i + 1;
            while (end < labels.Length && labels[end] == labels[i] + 1) end++;
            if (EntityFinder.AllLower(words.AsSpan(i, end - i))) labels.AsSpan(i, end - i).Clear();
            i = end - 1;
        }
    }

    /// <summary>The names of a document, given its sentences.</summary>
    public static List<Entity> FindAll(NameTeacher[] teachers, IReadOnlyList<Word[]> sentences)
    {
        var (found, scores, at) = (new List<Entity>(), new List<KindScores>(), 0);
        foreach (var labels in Labels(teachers, sentences))
        {
            for (var i = 0; i < labels.Length; i++)
            {
                if (labels[i] % 2 != 1) continue;
                var end = i + 1;
                while (end < labels.Length && labels[end] == labels[i] + 1) end++;
                var kind = EntityFinder.Kinds[(labels[i] - 1) / 2];
                found.Add(new(at + i, at + end, kind));
                scores.Add(KindScores.Of(kind, Sure));
            }
            at += labels.Length;
        }
        new NamesToldAgain().Settle(sentences.SelectMany(s => s).ToArray(), found, scores);
        return found;
    }

    private Example Of(Word[] words, byte[] labels)
    {
        var tags = new byte[words.Length];
        tagger.Tag(words, tags);
        return new([new(Word.Outside, WordRows.RootTag, vectors), .. words.Select((w, k) => new WordRows(w, tags[k], vectors))], [], [], []) { Labels = [0, .. labels] };
    }
}
