using Tetrapylon.Language;
using Tetrapylon.Language.Parsing;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Language;

/// <summary>A tree to learn from, in two writings: words as printed and in lower case, each with the tags a tagger that had not seen it gave. Heads count from 1, 0 is the root.</summary>
internal sealed record Tree(Word[] Words, byte[] Tags, Word[] LowerWords, byte[] LowerTags, int[] Heads, byte[] Relations);

/// <summary>Learns to parse with a dynamic oracle: the parser is taught the best move from wherever its own errors brought it (Goldberg and Nivre 2013).</summary>
internal static class ParserTraining
{
    private const int Epochs = 12;
    private const int MoveBits = 21;
    private const int RelationBits = 17;
    private static readonly int Labels = Enum.GetValues<Relation>().Length;

    public static void Run(IReadOnlyList<Tree> all)
    {
        var trees = all.Where(t => t.Words.Length <= 250 && IsProjective(t.Heads)).ToArray();
        Console.WriteLine($"parser: {trees.Length} of {all.Count} trees");
        var (moves, relations) = (new Perceptron(3, MoveBits), new Perceptron(Labels, RelationBits));
        var random = new Random(5);
        var state = new ParserState();
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(trees);
            var (wrong, decisions) = (0L, 0L);
            foreach (var tree in trees)
            {
                if (random.Next(100) < 17) state.Begin(tree.LowerWords, tree.LowerTags, TaggerTraining.Tags);
                else state.Begin(tree.Words, tree.Tags, TaggerTraining.Tags);
                Learn(state, tree, moves, relations, epoch, random, ref wrong, ref decisions);
            }
            Console.WriteLine($"parser: epoch {epoch + 1}, {100.0 * wrong / decisions:0.00} % wrong");
        }
        moves.Average();
        relations.Average();
        WeightFile.Write(ModelFolder.File("parser.bin"), Parser.Kind,
            [("relation-names", WeightFile.Bytes(Enum.GetValues<Relation>().Select(RelationNames.Of))), .. moves.Sections("moves"), .. relations.Sections("relations")]);
    }

    private static void Learn(ParserState state, Tree tree, Perceptron moves, Perceptron relations, int epoch, Random random, ref long wrong, ref long decisions)
    {
        Span<uint> features = stackalloc uint[ParserFeatures.OfMove];
        Span<float> scores = stackalloc float[64];
        Span<int> costs = stackalloc int[3];
        while (!state.Done)
        {
            var move = Parser.Shift;
            if (state.MayLeft || state.MayRight)
            {
                Costs(state, tree.Heads, costs);
                var k = ParserFeatures.Move(state, features);
                moves.Score(features[..k], scores);
                var least = Math.Min(costs[0], Math.Min(costs[1], costs[2]));
                var (best, right) = (-1, -1);
                for (var m = 0; m < 3; m++)
                {
                    if (costs[m] == int.MaxValue) continue;
                    if (best < 0 || scores[m] > scores[best]) best = m;
                    if (costs[m] == least && (right < 0 || scores[m] > scores[right])) right = m;
                }
                move = best;
                if (costs[best] > least)
                {
                    moves.Learn(features[..k], right, best);
                    wrong++;
                    if (epoch == 0 || random.Next(10) == 0) move = right;
                }
                moves.Steps++;
                decisions++;
            }
            if (move == Parser.Shift)
            {
                state.Shift();
                continue;
            }
            var head = move == Parser.Left ? state.Next : state.OnStack(1);
            var word = state.Top;
            var relation = (int)Relation.Root;
            if (head > 0)
            {
                var k = ParserFeatures.Relation(state, head, word, features);
                relations.Score(features[..k], scores);
                relation = 0;
                for (var r = 1; r < Labels; r++)
                    if (scores[r] > scores[relation] && r != (int)Relation.Root) relation = r;
                if (tree.Heads[word - 1] == head)
                {
                    var right = tree.Relations[word - 1];
                    if (relation != right) relations.Learn(features[..k], right, relation);
                    relations.Steps++;
                }
            }
            state.Attach(head, (byte)relation);
        }
    }

    /// <summary>How many right arcs each move makes impossible; <see cref="int.MaxValue"/> for a move that may not be made.</summary>
    private static void Costs(ParserState state, int[] heads, Span<int> costs)
    {
        int Head(int word) => word == 0 ? -1 : heads[word - 1];
        var (top, below, next) = (state.Top, state.OnStack(1), state.Next);
        costs.Fill(int.MaxValue);
        var inQueue = 0;
        for (var j = next; j <= state.Count; j++)
            if (Head(j) == top) inQueue++;
        if (state.MayShift)
        {
            costs[Parser.Shift] = 0;
            for (var n = 0; n < state.Depth; n++)
            {
                var word = state.OnStack(n);
                if (n > 0 && Head(next) == word) costs[Parser.Shift]++;
                if (word != 0 && Head(word) == next) costs[Parser.Shift]++;
            }
        }
        if (state.MayLeft)
        {
            costs[Parser.Left] = inQueue;
            if (Head(top) != next && (Head(top) == below || Head(top) > next)) costs[Parser.Left]++;
        }
        if (state.MayRight)
        {
            costs[Parser.Right] = inQueue;
            if (Head(top) != below && Head(top) >= next) costs[Parser.Right]++;
        }
    }

    private static bool IsProjective(int[] heads)
    {
        for (var i = 1; i <= heads.Length; i++)
        {
            var (a, b) = (Math.Min(i, heads[i - 1]), Math.Max(i, heads[i - 1]));
            for (var j = 1; j <= heads.Length; j++)
            {
                var (x, y) = (Math.Min(j, heads[j - 1]), Math.Max(j, heads[j - 1]));
                if (a < x && x < b && b < y) return false;
            }
        }
        return true;
    }
}
