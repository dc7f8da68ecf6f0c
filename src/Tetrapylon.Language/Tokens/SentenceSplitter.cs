using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;
using static Tetrapylon.Language.Words.Hashing;

namespace Tetrapylon.Language.Tokens;

/// <summary>Decides after which words a sentence ends.</summary>
internal sealed class SentenceSplitter(WeightTable weights)
{
    public const string Kind = "sentences";
    public const int Features = 26;

    /// <summary>A sentence is cut here whatever it says: nobody writes longer ones, and parsing stays bounded.</summary>
    public const int Longest = 400;

    public static SentenceSplitter Load(string path) => new(WeightTable.Load(WeightFile.Read(path, Kind), path, "weights"));

    /// <summary>Finds the sentences of the words [first, Count) of one block: adds the index after each sentence's last word.</summary>
    public void Split(RawTokens tokens, int first, List<int> ends)
    {
        Span<uint> features = stackalloc uint[Features];
        Span<short> score = stackalloc short[8];
        var begin = first;
        var depth = 0;
        for (var i = first; i < tokens.Count; i++)
        {
            depth = DepthAfter(tokens[i].Word.Form, depth);
            var last = i == tokens.Count - 1;
            if (!last && i - begin + 1 < Longest)
            {
                if (!MayEnd(tokens, i)) continue;
                weights.Sum(features[..Context(tokens, first, begin, i, depth, features)], score);
                if (score[0] <= 0) continue;
            }
            ends.Add(i + 1);
            begin = i + 1;
            depth = 0;
        }
    }

    public static int DepthAfter(string form, int depth) => form switch
    {
        "(" or "[" => depth + 1,
        ")" or "]" => Math.Max(0, depth - 1),
        _ => depth,
    };

    /// <summary>Only after a sign, or before a word that is not in lower case, is a sentence's end thought of.</summary>
    public static bool MayEnd(RawTokens tokens, int i)
    {
        ref var token = ref tokens[i];
        if (!token.SpaceAfter && char.IsLetterOrDigit(token.Word.Form[^1])) return false;
        return !char.IsLetterOrDigit(token.Word.Form[^1]) || !char.IsLower(tokens[i + 1].Word.Form[0]);
    }

    public static int Context(RawTokens tokens, int first, int begin, int i, int depth, Span<uint> f)
    {
        Word At(int k) => k < first || k >= tokens.Count ? Word.Outside : tokens[k].Word;
        var (w, b, n, m) = (At(i), At(i - 1), At(i + 1), At(i + 2));
        var length = (ulong)Math.Min(i - begin, 30) / 3;
        var space = tokens[i].SpaceAfter ? 1UL : 0UL;
        var deep = (ulong)Math.Min(depth, 2);
        var spaceBefore = i > first && tokens[i - 1].SpaceAfter ? 1UL : 0UL;
        var spaceAfterNext = i + 1 < tokens.Count && tokens[i + 1].SpaceAfter ? 1UL : 0UL;
        var k = 0;
        f[k++] = Feature(1, 1);
        f[k++] = Feature(2, w.LowerHash);
        f[k++] = Feature(3, n.LowerHash);
        f[k++] = Feature(4, Pair(w.LowerHash, n.Shape));
        f[k++] = Feature(5, Pair(w.LowerHash, n.LowerHash));
        f[k++] = Feature(6, Pair(w.LowerHash, b.Shape));
        f[k++] = Feature(7, Pair(w.Shape, Pair(n.Shape, space)));
        f[k++] = Feature(8, Pair(w.Shape, length));
        f[k++] = Feature(9, Pair(w.LowerHash, Pair(deep, n.Shape)));
        f[k++] = Feature(10, Pair(b.LowerHash, w.LowerHash));
        f[k++] = Feature(11, Pair(w.Shape, n.Coarse));
        f[k++] = Feature(12, Pair(w.LowerHash, n.Fine));
        f[k++] = Feature(13, Pair(n.Shape, m.Shape));
        f[k++] = Feature(14, Pair(w.Shape, Pair(n.Shape, m.Shape)));
        f[k++] = Feature(15, Pair(n.LowerHash, m.LowerHash));
        f[k++] = Feature(16, Pair(w.Coarse, n.Coarse));
        f[k++] = Feature(17, Pair(b.Coarse, Pair(w.LowerHash, n.Coarse)));
        f[k++] = Feature(18, Pair(spaceBefore, Pair(w.LowerHash, Pair(space, spaceAfterNext))));
        f[k++] = Feature(19, Pair(w.LowerHash, (ulong)Math.Min(b.Form.Length, 5)));
        f[k++] = Feature(20, Pair(w.LowerHash, At(begin).LowerHash));
        f[k++] = Feature(21, Pair(w.LowerHash, Pair(length, n.Shape)));
        f[k++] = Feature(22, Pair(m.LowerHash, n.Shape));
        f[k++] = Feature(23, Pair(w.Fine, n.Shape));
        f[k++] = Feature(24, Pair(b.LowerHash, Pair(w.LowerHash, n.Shape)));
        f[k++] = Feature(25, Pair(At(begin).Shape, Pair(w.LowerHash, n.Shape)));
        f[k++] = Feature(26, Pair(w.LowerHash, Pair(n.Shape, m.Coarse)));
        return k;
    }
}
