using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using Tetrapylon.Training.Language;
using Tetrapylon.Training.Networks;

namespace Tetrapylon.Training.Tests.Networks;

public sealed class NameTrainingTests
{
    private static readonly WordVectors Vectors = new([WordVectors.KeyOf("army")], [.. Enumerable.Range(0, WordVectors.Size).Select(i => (sbyte)(i - 50))]);
    private static readonly byte Person = (byte)EntityFinder.Begin(EntityKind.Person), Place = (byte)EntityFinder.Begin(EntityKind.Location), Time = (byte)EntityFinder.Begin(EntityKind.Time);

    [Fact]
    public void Slopes_are_those_that_small_steps_measure()
    {
        var network = new NameTraining(NetworkShape.Fast, Vectors, 3) { Drops = false };
        var batch = Sentences();
        network.Learn(batch);
        var learnt = network.Parameters.Select(p => (Parameter: p, Slopes: p.Slope.ToArray(), Length: Math.Sqrt(p.Steepness()))).ToArray();
        foreach (var (parameter, slopes, length) in learnt)
        {
            Assert.True(length > 0, $"nothing is learnt by {parameter.Name}");
            var along = Slopes.Rise(() => network.Learn(batch), parameter, slopes, length) / length;
            Assert.True(Math.Abs(along - 1) < 0.03, $"{parameter.Name}: {along}");
        }
    }

    [Fact]
    public void Names_are_learnt_by_heart_and_what_nobody_said_is_free()
    {
        var network = new NameTraining(NetworkShape.Fast, Vectors, 3) { Drops = false };
        var batch = Sentences();
        var parameters = network.Parameters.ToArray();
        for (var step = 1; step <= 60; step++)
        {
            network.Learn(batch);
            foreach (var parameter in parameters) parameter.Learn(0.01f, 1, step);
        }
        var choice = new LabelChoice();
        byte[][] labels = [.. network.Likely(batch).Select(likely =>
        {
            var found = new byte[likely.Length / NameTraining.Columns];
            choice.Best(likely, NameTraining.Columns, found);
            return found;
        })];
        for (var s = 0; s < labels.Length; s++)
            for (var w = 0; w < labels[s].Length; w++)
            {
                var right = batch.Sentences[s].Labels[w + 1];
                if (right < LabelledSentence.NoName) Assert.Equal(right, labels[s][w]);
                else if (right == LabelledSentence.NoName) Assert.True(labels[s][w] == EntityFinder.Outside || labels[s][w] >= Time);
            }
    }

    private static Batch Sentences()
    {
        (string Text, byte[] Labels)[] sentences =
        [
            ("colonel Omar Haddad left Anadan", [LabelledSentence.NoName, Person, (byte)(Person + 1), EntityFinder.Outside, Place]),
            ("the army waited until Friday", [LabelledSentence.NoName, LabelledSentence.Unknown, EntityFinder.Outside, EntityFinder.Outside, Time]),
            ("shells fell", [LabelledSentence.NoName, EntityFinder.Outside]),
        ];
        return new(sentences.Select(s => new Example([new(Word.Outside, WordRows.RootTag, Vectors), .. s.Text.Split(' ').Select(w => new WordRows(new Word(w, w.ToLowerInvariant(), WordTable.Empty), 1, Vectors))], [], [], []) { Labels = [0, .. s.Labels] }));
    }
}
