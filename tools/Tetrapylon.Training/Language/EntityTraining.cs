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
            .. read.Re3d(In("corpora", "ner", "re3d"), number => number % 5 != 0),
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

        var finder = new EntityFinder(perceptron.Table(), new FacilityWords(DataFolder.Shipped()));
        Measure("re3d, documents held out", finder, read.Re3d(In("corpora", "ner", "re3d"), number => number % 5 == 0));
        Measure("Wikigold", finder, read.Columns(In("corpora", "ner", "wikigold.conllu"), 1, 2));
    }

    private static void Measure(string name, EntityFinder finder, IEnumerable<LabelledSentence> sentences)
    {
        var kinds = EntityFinder.Kinds.Append(Model.EntityKind.Other).ToArray();
        var (right, found, gold) = (new int[kinds.Length], new int[kinds.Length], new int[kinds.Length]);
        foreach (var sentence in sentences.Where(s => s.Words.Length <= SentenceSplitter.Longest))
        {
            var entities = new List<Model.Entity>();
            finder.Find(sentence.Words, [], 0, entities);
            var marked = new HashSet<(int, int, int)>();
            for (var i = 0; i < sentence.Labels.Length; i++)
            {
                if (sentence.Labels[i] % 2 != 1) continue;
                var end = i + 1;
                while (end < sentence.Labels.Length && sentence.Labels[end] == sentence.Labels[i] + 1) end++;
                marked.Add((i, end, (sentence.Labels[i] - 1) / 2));
            }
            foreach (var (_, _, kind) in marked) gold[kind]++;
            foreach (var entity in entities)
            {
                // A facility counts as what the corpora call it.
                var kind = Array.IndexOf(kinds, entity.Kind);
                if (kind < 0) kind = marked.Contains((entity.First, entity.End, 1)) ? 1 : 2;
                found[kind]++;
                if (marked.Contains((entity.First, entity.End, kind))) right[kind]++;
            }
        }
        for (var k = 0; k < kinds.Length - 1; k++)
            if (gold[k] > 0) Console.WriteLine($"entities: {name}, {kinds[k]}: precision {(double)right[k] / Math.Max(1, found[k]):0.000} recall {(double)right[k] / gold[k]:0.000} F1 {2.0 * right[k] / (found[k] + gold[k]):0.000} ({gold[k]}, found {found[k]})");
    }
}
