using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>Learns names. Every fifth document of re3d is held out and measured, as is Wikigold.</summary>
internal static class EntityTraining
{
    private const int Epochs = 12;
    private const int Bits = 18;

    public static void Run(string corpora, IReadOnlyList<TreeSentence> gum, TokenRules rules, Lexicon lexicon)
    {
        var read = new EntityCorpora(lexicon, new(rules, lexicon), SentenceSplitter.Load(ModelFolder.File("sentences.bin")));
        string In(params string[] names) => Path.Combine([corpora, .. names]);
        LabelledSentence[] sentences =
        [
            .. read.Gum(gum),
            .. read.Columns(In("corpora", "ner", "uner_ewt_dev.iob2"), 1, 2),
            .. read.Re3d(In("corpora", "ner", "re3d"), number => !EntityScores.IsHeldOut(number)),
            .. read.Coded(In("gold", "events-train.reports.jsonl"), In("gold", "events-train.gold.jsonl")),
        ];
        Console.WriteLine($"entities: {sentences.Length} sentences, {sentences.Sum(s => s.Labels.Count(l => l != LabelledSentence.Unknown && l % 2 == 1))} entities");

        var perceptron = new Perceptron(EntityFinder.Labels, Bits);
        var random = new Random(13);
        var features = new uint[EntityFinder.Features];
        var scores = new float[16];
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(sentences);
            var (wrong, all) = (0, 0);
            foreach (var sentence in sentences)
            {
                var words = CaseDropping.Of(sentence.Words, lexicon, random);
                var (one, two) = (EntityFinder.Outside, EntityFinder.Outside);
                for (var i = 0; i < words.Length; i++)
                {
                    var k = EntityFinder.Context(words, i, one, two, features);
                    perceptron.Score(features.AsSpan(0, k), scores);
                    var best = EntityFinder.Outside;
                    for (var label = 1; label < EntityFinder.Labels; label++)
                        if (scores[label] > scores[best] && EntityFinder.MayFollow(one, label)) best = label;
                    var right = sentence.Labels[i];
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
        WeightFile.Write(ModelFolder.File("entities.bin"), EntityFinder.Kind, [("kinds", WeightFile.Bytes(EntityFinder.Kinds.Select(k => k.ToString()))), .. perceptron.Sections("weights")]);

        EntityScores.Print(corpora, new EntityFinder(perceptron.Table(), new FacilityWords(DataFolder.Shipped())), read);
    }
}
