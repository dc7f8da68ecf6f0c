using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Language;

/// <summary>Learns names as they are shipped: a perceptron that chooses word by word.</summary>
internal static class EntityTraining
{
    private const int Epochs = 12;
    private const int Bits = 18;

    // Of a hundred sentences that teachers marked, and of those with coded places: how many are seen an epoch.
    private const int TaughtShare = 25;
    private const int CodedShare = 25;

    // Of a hundred words with a capital in the corpora: how many are learnt from what is around them alone. Their names are few, those of the news many.
    private const int Hidden = 40;

    /// <param name="known">Sentences whose names people marked.</param>
    /// <param name="taught">Sentences of news as teachers mark them.</param>
    /// <param name="coded">Such sentences with the places of coded events.</param>
    public static void Run(string corpora, IReadOnlyList<LabelledSentence> known, IReadOnlyList<LabelledSentence> taught, IReadOnlyList<LabelledSentence> coded, Lexicon lexicon, EntityCorpora read)
    {
        Console.WriteLine($"entities: {known.Count} sentences, {known.Sum(s => s.Labels.Count(l => l < LabelledSentence.NoName && l % 2 == 1))} entities");
        var perceptron = Learn(known, taught, coded, lexicon);
        WeightFile.Write(ModelFolder.File("entities.bin"), EntityFinder.Kind, [("kinds", WeightFile.Bytes(EntityFinder.Kinds.Select(k => k.ToString()))), .. perceptron.Sections("weights")]);

        EntityScores.Print(corpora, new EntityFinder(perceptron.Table(), new FacilityWords(DataFolder.Shipped())).FindAll, read);
    }

    /// <summary>Leaves out the features that name the word itself.</summary>
    private static int WithoutWord(Span<uint> features, int count)
    {
        foreach (var at in new[] { 22, 21, 13, 2, 1 }) features[at] = features[--count];
        return count;
    }

    private static Perceptron Learn(IReadOnlyList<LabelledSentence> known, IReadOnlyList<LabelledSentence> taught, IReadOnlyList<LabelledSentence> coded, Lexicon lexicon)
    {
        var perceptron = new Perceptron(EntityFinder.Labels, Bits);
        var random = new Random(13);
        var features = new uint[EntityFinder.Features];
        var scores = new float[16];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            (LabelledSentence Sentence, int Hidden)[] sentences =
            [
                .. known.Select(s => (s, Hidden)),
                .. taught.Where(_ => random.Next(100) < TaughtShare).Select(s => (s, 0)),
                .. coded.Where(_ => random.Next(100) < CodedShare).Select(s => (s, 0)),
            ];
            random.Shuffle(sentences);
            var (wrong, all) = (0, 0);
            foreach (var (sentence, hidden) in sentences)
            {
                var words = CaseDropping.Of(sentence.Words, lexicon, random);
                var (one, two, cased) = (EntityFinder.Outside, EntityFinder.Outside, EntityFinder.Casing(words));
                for (var i = 0; i < words.Length; i++)
                {
                    var k = EntityFinder.Context(words, i, one, two, cased, features);
                    if (words[i].Capitalized && random.Next(100) < hidden) k = WithoutWord(features, k);
                    perceptron.Score(features.AsSpan(0, k), scores);
                    var best = EntityFinder.Outside;
                    for (var label = 1; label < EntityFinder.Labels; label++)
                        if (scores[label] > scores[best] && EntityFinder.MayFollow(one, label)) best = label;
                    var right = sentence.Labels[i];
                    if (right == LabelledSentence.NoName) right = NoName(scores, one);
                    if (right != LabelledSentence.Unknown && right != best && EntityFinder.MayFollow(one, right))
                    {
                        perceptron.Learn(features.AsSpan(0, k), right, best);
                        wrong++;
                    }
                    all++;
                    perceptron.Steps++;
                    // Half of the time from the right label, so that the inside of missed entities is learnt as well.
                    (two, one) = (one, right != LabelledSentence.Unknown && EntityFinder.MayFollow(one, right) && random.Next(2) == 0 ? right : best);
                }
            }
            Console.WriteLine($"entities: epoch {epoch + 1}, {100.0 * wrong / all:0.00} % wrong");
        }
        perceptron.Average();
        return perceptron;
    }

    /// <summary>The likeliest label that makes no person, organization or place.</summary>
    private static byte NoName(ReadOnlySpan<float> scores, int before)
    {
        var best = EntityFinder.Outside;
        for (var label = EntityFinder.Begin(EntityKind.Time); label < EntityFinder.Labels; label++)
            if (scores[label] > scores[best] && EntityFinder.MayFollow(before, label)) best = label;
        return (byte)best;
    }
}
