using Tetrapylon.Language.Tagging;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>A sentence to learn from: its words as they will be read, and the right tags.</summary>
internal sealed record TaggedSentence(Word[] Words, byte[] Tags);

/// <summary>Learns tags.</summary>
internal static class TaggerTraining
{
    private const int Epochs = 9;
    private const int Bits = 18;

    // Forms of inflection kept apart within a part of speech; the first stands for all others.
    private static readonly Dictionary<string, string[]> Forms = new(StringComparer.Ordinal)
    {
        ["ADJ"] = ["JJ", "JJR", "JJS"],
        ["ADP"] = ["IN", "RP"],
        ["ADV"] = ["RB", "WRB", "RBR", "RBS"],
        ["AUX"] = ["VBZ", "VB", "VBD", "VBG", "VBN", "VBP", "MD"],
        ["NOUN"] = ["NN", "NNS"],
        ["PART"] = ["RB", "TO", "POS"],
        ["PRON"] = ["PRP", "PRP$", "DT", "WDT", "WP", "EX", "NN"],
        ["PROPN"] = ["NNP", "NNPS"],
        ["VERB"] = ["VBN", "VB", "VBD", "VBG", "VBP", "VBZ"],
    };

    public static TagSet Tags { get; } = new(
    [
        .. Enum.GetNames<Model.Upos>().SelectMany(u => Forms.TryGetValue(u, out var forms) ? forms.Select(f => $"{u} {f}") : [u]),
    ]);

    private static readonly Dictionary<string, int> Ids = Tags.Names.Select((name, id) => (name, id)).ToDictionary(p => p.name, p => p.id, StringComparer.Ordinal);

    public static byte TagOf(TreeWord word)
    {
        if (!Forms.TryGetValue(word.Upos, out var forms)) return (byte)Ids[word.Upos];
        return (byte)Ids[$"{word.Upos} {(forms.Contains(word.Xpos) ? word.Xpos : forms[0])}"];
    }

    public static Perceptron Train(IReadOnlyList<TaggedSentence> sentences, Lexicon lexicon, int epochs = Epochs)
    {
        var perceptron = new Perceptron(Tags.Count, Bits);
        var random = new Random(7);
        var order = Enumerable.Range(0, sentences.Count).ToArray();
        var features = new uint[Tagger.Features];
        var scores = new float[64];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            var (wrong, all) = (0, 0);
            foreach (var s in order)
            {
                var words = CaseDropping.Of(sentences[s].Words, lexicon, random);
                var right = sentences[s].Tags;
                var (one, two) = (Tags.Count, Tags.Count);
                for (var i = 0; i < words.Length; i++)
                {
                    var k = Tagger.Context(words, i, one, two, features);
                    var best = perceptron.Best(features.AsSpan(0, k), scores);
                    if (best != right[i])
                    {
                        perceptron.Learn(features.AsSpan(0, k), right[i], best);
                        wrong++;
                    }
                    perceptron.Steps++;
                    all++;
                    (two, one) = (one, best);
                }
            }
            Console.WriteLine($"tags: epoch {epoch + 1}, {100.0 * wrong / all:0.00} % wrong");
        }
        perceptron.Average();
        return perceptron;
    }

    public static void Write(Perceptron perceptron) =>
        WeightFile.Write(ModelFolder.File("tagger.bin"), Tagger.Kind, [("tags", WeightFile.Bytes(Tags.Names)), .. perceptron.Sections("weights")]);
}
