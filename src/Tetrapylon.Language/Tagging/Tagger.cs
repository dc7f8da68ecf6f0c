using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;
using static Tetrapylon.Language.Words.Hashing;

namespace Tetrapylon.Language.Tagging;

/// <summary>Gives each word of a sentence its tag, left to right.</summary>
internal sealed class Tagger(WeightTable weights, TagSet tags)
{
    public const string Kind = "tagger";
    public const int Features = 48;

    public TagSet Tags { get; } = tags;

    public static Tagger Load(string path)
    {
        var file = WeightFile.Read(path, Kind);
        return new(WeightTable.Load(file, path, "weights"), TagSet.Load(file));
    }

    public void Tag(ReadOnlySpan<Word> words, Span<byte> tags)
    {
        Span<uint> features = stackalloc uint[Features];
        Span<short> scores = stackalloc short[64];
        var (one, two) = (Tags.Count, Tags.Count);
        for (var i = 0; i < words.Length; i++)
        {
            weights.Sum(features[..Context(words, i, one, two, features)], scores);
            var best = 0;
            for (var t = 1; t < Tags.Count; t++)
                if (scores[t] > scores[best]) best = t;
            tags[i] = (byte)best;
            (two, one) = (one, best);
        }
    }

    /// <summary>What the choice of a tag looks at: the word, two words on either side, the two tags before.</summary>
    public static int Context(ReadOnlySpan<Word> words, int i, int tagBefore, int tagBeforeThat, Span<uint> f)
    {
        var w = words[i];
        var b = i > 0 ? words[i - 1] : Word.Outside;
        var bb = i > 1 ? words[i - 2] : Word.Outside;
        var n = i + 1 < words.Length ? words[i + 1] : Word.Outside;
        var nn = i + 2 < words.Length ? words[i + 2] : Word.Outside;
        var (t, tt) = ((ulong)tagBefore, (ulong)tagBeforeThat);
        var k = 0;
        f[k++] = Feature(1, 1);
        f[k++] = Feature(2, w.FormHash);
        f[k++] = Feature(3, w.LowerHash);
        f[k++] = Feature(4, w.Suffix(1));
        f[k++] = Feature(5, w.Suffix(2));
        f[k++] = Feature(6, w.Suffix(3));
        f[k++] = Feature(7, w.Suffix(4));
        f[k++] = Feature(8, w.Prefix(1));
        f[k++] = Feature(9, w.Prefix(3));
        f[k++] = Feature(10, w.Shape);
        f[k++] = Feature(11, t);
        f[k++] = Feature(12, t * 64 + tt);
        f[k++] = Feature(13, Pair(w.LowerHash, t));
        f[k++] = Feature(14, b.LowerHash);
        f[k++] = Feature(15, bb.LowerHash);
        f[k++] = Feature(16, n.LowerHash);
        f[k++] = Feature(17, nn.LowerHash);
        f[k++] = Feature(18, Pair(b.LowerHash, w.LowerHash));
        f[k++] = Feature(19, Pair(w.LowerHash, n.LowerHash));
        f[k++] = Feature(20, Pair(b.LowerHash, n.LowerHash));
        f[k++] = Feature(21, Pair(t, n.LowerHash));
        f[k++] = Feature(22, b.Suffix(3));
        f[k++] = Feature(23, n.Suffix(3));
        f[k++] = Feature(24, Pair(w.Shape, i == 0 ? 1UL : 0UL));
        f[k++] = Feature(25, Pair(w.Shape, n.Shape));
        f[k++] = Feature(26, Pair(w.Shape, b.Shape));
        f[k++] = Feature(27, Pair(t, w.Suffix(3)));
        f[k++] = Feature(28, w.Fine);
        f[k++] = Feature(29, w.Coarse);
        f[k++] = Feature(30, b.Fine);
        f[k++] = Feature(31, n.Fine);
        f[k++] = Feature(32, Pair(w.Fine, t));
        f[k++] = Feature(33, Pair(b.Coarse, n.Coarse));
        f[k++] = Feature(34, Pair(w.Fine, w.Shape));
        f[k++] = Feature(35, Pair(w.Coarse, Pair(b.Coarse, n.Coarse)));
        f[k++] = Feature(36, Pair(t * 64 + tt, w.LowerHash));
        f[k++] = Feature(37, Pair(w.LowerHash, Pair(n.Coarse, nn.Coarse)));
        f[k++] = Feature(38, Pair(t * 64 + tt, n.Coarse));
        ulong c = (ulong)w.Classes, cb = (ulong)b.Classes, cn = (ulong)n.Classes;
        f[k++] = Feature(39, c);
        f[k++] = Feature(40, Pair(c, t));
        f[k++] = Feature(41, c | cn << 16);
        f[k++] = Feature(42, c | cb << 16);
        f[k++] = Feature(43, Pair(c | cn << 16, t));
        f[k++] = Feature(44, Pair(c, w.Suffix(2)));
        f[k++] = Feature(45, Pair(c | (ulong)nn.Classes << 16 | cn << 32, t));
        f[k++] = Feature(46, Pair(c, Pair(w.Shape, i == 0 ? 1UL : 0UL)));
        return k;
    }
}
