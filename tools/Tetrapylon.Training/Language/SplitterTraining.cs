using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>Learns where sentences end from the raw paragraphs of treebanks.</summary>
internal static class SplitterTraining
{
    private const int Epochs = 12;

    public static void Run(IReadOnlyList<TreeSentence> sentences, TokenRules rules, Lexicon lexicon)
    {
        var tokenizer = new Tokenizer(rules, lexicon);
        var paragraphs = Treebank.Paragraphs(sentences).ToArray();
        var perceptron = new Perceptron(2, 17);
        var random = new Random(11);
        var features = new uint[SentenceSplitter.Features];
        var scores = new float[8];
        var tokens = new RawTokens();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(paragraphs);
            var (wrong, all) = (0, 0);
            foreach (var (original, ends) in paragraphs)
            {
                var text = random.Next(5) == 0 ? original.ToLowerInvariant() : original;
                tokens.Clear();
                tokenizer.Cut(text, 0, text.Length, tokens);
                var (count, at, begin, depth) = (0, 0, 0, 0);
                for (var i = 0; i < tokens.Count - 1; i++)
                {
                    for (; at < tokens[i].End; at++)
                        if (!char.IsWhiteSpace(text[at])) count++;
                    depth = SentenceSplitter.DepthAfter(tokens[i].Word.Form, depth);
                    var end = ends.Contains(count);
                    if (SentenceSplitter.MayEnd(tokens, i))
                    {
                        var k = SentenceSplitter.Context(tokens, 0, begin, i, depth, features);
                        perceptron.Score(features.AsSpan(0, k), scores);
                        // Outcome 0 is an end, 1 is none; only the first is kept, as their weights mirror each other.
                        if (scores[0] > 0 != end)
                        {
                            perceptron.Learn(features.AsSpan(0, k), end ? 0 : 1, end ? 1 : 0);
                            wrong++;
                        }
                        perceptron.Steps++;
                        all++;
                    }
                    if (end) (begin, depth) = (i + 1, 0);
                }
            }
            Console.WriteLine($"sentences: epoch {epoch + 1}, {100.0 * wrong / all:0.00} % wrong");
        }
        perceptron.Average();
        WeightFile.Write(ModelFolder.File("sentences.bin"), SentenceSplitter.Kind, perceptron.Sections("weights"));
    }
}
