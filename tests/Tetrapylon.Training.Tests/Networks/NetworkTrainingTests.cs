using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Words;
using Tetrapylon.Training.Networks;

namespace Tetrapylon.Training.Tests.Networks;

public sealed class NetworkTrainingTests
{
    private const int Tags = 5, Relations = 7;
    private static readonly WordVectors Vectors = new([WordVectors.KeyOf("army")], [.. Enumerable.Range(0, WordVectors.Size).Select(i => (sbyte)(i - 50))]);

    [Fact]
    public void Slopes_are_those_that_small_steps_measure()
    {
        var network = Network();
        var batch = Sentences();
        network.Learn(batch);
        var learnt = network.Parameters.Select(p => (Parameter: p, Slopes: p.Slope.ToArray(), Length: Math.Sqrt(p.Steepness()))).ToArray();
        foreach (var (parameter, slopes, length) in learnt)
        {
            Assert.True(length > 0, $"nothing is learnt by {parameter.Name}");
            // Along its own slope the loss rises by the slope's length; along signs drawn by lot by what the slope says of them.
            var random = new Random(5);
            var lot = slopes.Select(s => s == 0 ? 0 : random.Next(2) * 2f - 1).ToArray();
            var lotLength = Math.Sqrt(lot.Sum(l => l * l));
            var along = Slopes.Rise(() => network.Learn(batch), parameter, slopes, length) / length;
            Assert.True(Math.Abs(along - 1) < 0.03, $"{parameter.Name}: {along}");
            var expected = slopes.Zip(lot, (s, l) => (double)s * l).Sum() / lotLength;
            Assert.Equal(expected, Slopes.Rise(() => network.Learn(batch), parameter, lot, lotLength), Math.Max(0.03 * Math.Abs(expected), 0.003 * length + 2e-4));
        }
    }

    [Fact]
    public void Few_sentences_are_learnt_by_heart_and_read_back()
    {
        var network = Network();
        var batch = Sentences();
        var parameters = network.Parameters.ToArray();
        for (var step = 1; step <= 60; step++)
        {
            foreach (var parameter in parameters) Array.Clear(parameter.Slope);
            network.Learn(batch);
            foreach (var parameter in parameters) parameter.Learn(0.003f, 1, step);
        }
        var reader = new Network(NetworkShape.Accurate, name => parameters.Single(p => p.Name == name).Value[..Size(parameters.Single(p => p.Name == name))], Vectors, new(["NOUN", "VERB", "ADJ", "ADP", "DET"]), Relations);
        var scratch = new NetworkScratch(NetworkShape.Accurate);
        foreach (var (words, example) in Read())
        {
            byte[] tags = [.. words.Select(_ => (byte)1)];
            reader.Read(words, tags, scratch);
            Assert.Equal(example.Tags[1..], tags);
            Assert.Equal(example.Heads[1..], scratch.Heads[1..example.Length]);
            Assert.Equal(example.Relations[1..], scratch.Relations[1..example.Length]);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        static float[] Learnt()
        {
            var network = new NetworkTraining(NetworkShape.Accurate, Vectors, Tags, Relations, 3);
            var parameters = network.Parameters.ToArray();
            for (var step = 1; step <= 3; step++)
            {
                network.Learn(Sentences());
                foreach (var parameter in parameters) parameter.Learn(0.003f, 1, step);
            }
            return [.. parameters.SelectMany(p => p.Value)];
        }
        Assert.Equal(Learnt(), Learnt());
    }

    private static int Size(Parameter parameter) => parameter.Rows * parameter.Columns;

    private static NetworkTraining Network() => new(NetworkShape.Accurate, Vectors, Tags, Relations, 3) { Drops = false };

    private static Batch Sentences() => new(Read().Select(r => r.Example));

    private static IEnumerable<(Word[] Words, Example Example)> Read()
    {
        (string Text, int[] Tags, int[] Heads, int[] Relations)[] sentences =
        [
            ("the army took the old town", [4, 0, 1, 4, 2, 0], [2, 3, 0, 6, 6, 3], [2, 3, 1, 2, 4, 5]),
            ("rebels left", [0, 1], [2, 0], [3, 1]),
            ("shells hit a market near Anadan Saturday", [0, 1, 4, 0, 3, 0, 0], [2, 0, 4, 2, 6, 4, 2], [3, 1, 2, 5, 6, 0, 6]),
        ];
        foreach (var (text, tags, heads, relations) in sentences)
        {
            Word[] words = [.. text.Split(' ').Select(w => new Word(w, w.ToLowerInvariant(), WordTable.Empty))];
            yield return (words, new([new(Word.Outside, WordRows.RootTag, Vectors), .. words.Select(w => new WordRows(w, 1, Vectors))], [0, .. tags.Select(t => (byte)t)], [0, .. heads], [0, .. relations.Select(r => (byte)r)]));
        }
    }
}
