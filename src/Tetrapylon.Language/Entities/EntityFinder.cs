using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Weights;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;
using static Tetrapylon.Language.Words.Hashing;

namespace Tetrapylon.Language.Entities;

/// <summary>Finds names of persons, organizations and places, times and weapons, word by word; numbers and facilities by rule.</summary>
internal sealed class EntityFinder(WeightTable weights, FacilityWords facilities)
{
    public const string Kind = "entities";
    public const int Features = 64;

    // How far a run of words with capitals is looked along.
    private const int Farthest = 6;

    /// <summary>A word outside of every entity.</summary>
    public const int Outside = 0;

    /// <summary>Kinds the weights tell apart. Label 2k+1 begins an entity of the k-th kind, 2k+2 goes on with it.</summary>
    public static readonly EntityKind[] Kinds = [EntityKind.Person, EntityKind.Organization, EntityKind.Location, EntityKind.Time, EntityKind.Weapon];

    // Labels that begin a name.
    private const int Person = 1, Organization = 3, Place = 5;

    /// <summary>The first label of a kind that is no name of a person, organization or place.</summary>
    public const int FirstOther = 7;

    /// <summary>A sentence in which some words have capitals and most have none.</summary>
    public const ulong SomeCapitals = 1;

    public static int Labels => 1 + 2 * Kinds.Length;

    public static EntityFinder Load(string path, FacilityWords facilities)
    {
        var file = WeightFile.Read(path, Kind);
        if (!file.Lines("kinds").SequenceEqual(Kinds.Select(k => k.ToString())))
            throw new ModelFileException(path, "it knows other kinds of entities than this program");
        return new(WeightTable.Load(file, path, "weights"), facilities);
    }

    public static int Begin(EntityKind kind) => 2 * Array.IndexOf(Kinds, kind) + 1;

    /// <summary>May a label follow another? An entity goes on only where it has begun.</summary>
    public static bool MayFollow(int before, int label) => label == Outside || label % 2 == 1 || before == label || before == label - 1;

    /// <summary>Adds the entities of one sentence.</summary>
    /// <param name="numbers">By word: is it a number? Empty for a sentence without tags.</param>
    /// <param name="first">Number of the sentence's first token in the document.</param>
    /// <param name="likely">For each entity added, which kind of name it may be.</param>
    public void Find(ReadOnlySpan<Word> words, ReadOnlySpan<bool> numbers, int first, List<Entity> into, List<KindScores> likely)
    {
        Span<KindScores> kinds = stackalloc KindScores[SentenceSplitter.Longest];
        Span<uint> features = stackalloc uint[Features];
        Span<short> scores = stackalloc short[16];
        Span<byte> labels = stackalloc byte[SentenceSplitter.Longest];
        var (one, two, casing) = (Outside, Outside, Casing(words));
        for (var i = 0; i < words.Length; i++)
        {
            weights.Sum(features[..Context(words, i, one, two, casing, features)], scores);
            var best = Outside;
            for (var label = 1; label < Labels; label++)
                if (scores[label] > scores[best] && MayFollow(one, label)) best = label;
            if (best != Outside && IsAddress(words[i])) best = Outside;
            labels[i] = (byte)best;
            if (best is Person or Organization or Place) kinds[i] = new(scores[Person], scores[Organization], scores[Place]);
            (two, one) = (one, best);
        }
        for (var i = 0; i < words.Length;)
        {
            var end = i + 1;
            if (labels[i] == Outside)
            {
                if (!numbers.IsEmpty && numbers[i])
                {
                    while (end < words.Length && labels[end] == Outside && numbers[end]) end++;
                    into.Add(new(first + i, first + end, EntityKind.Number));
                    likely.Add(default);
                }
                i = end;
                continue;
            }
            while (end < words.Length && labels[end] == labels[i] + 1) end++;
            if (casing == SomeCapitals && labels[i] < FirstOther && AllLower(words[i..end]))
            {
                i = end;
                continue;
            }
            var kind = Kinds[(labels[i] - 1) / 2];
            if (kind is EntityKind.Location or EntityKind.Organization && end - i > 1 && facilities.Has(words[end - 1].Lower)) kind = EntityKind.Facility;
            into.Add(new(first + i, first + end, kind));
            likely.Add(kinds[i]);
            i = end;
        }
    }

    /// <summary>The names of a document, given its sentences without tags.</summary>
    public List<Entity> FindAll(IReadOnlyList<Word[]> sentences)
    {
        var (found, likely, at) = (new List<Entity>(), new List<KindScores>(), 0);
        foreach (var sentence in sentences)
        {
            Find(sentence, [], at, found, likely);
            at += sentence.Length;
        }
        new NamesToldAgain().Settle(sentences.SelectMany(s => s).ToArray(), found, likely);
        return found;
    }

    /// <summary>Is a run of words without any capital letter, and so no name where names have them?</summary>
    public static bool AllLower(ReadOnlySpan<Word> words)
    {
        foreach (var word in words)
            if (!word.AllLower) return false;
        return true;
    }

    /// <summary>Is a word an address of electronic mail, and so no part of a name?</summary>
    public static bool IsAddress(Word word) => word.Form.LastIndexOf('@') > 0;

    /// <summary>How a sentence uses capitals: not at all, for some words, for most of its words.</summary>
    public static ulong Casing(ReadOnlySpan<Word> words)
    {
        var (capitals, letters) = (0, 0);
        foreach (var word in words)
        {
            if (!word.HasLetter) continue;
            letters++;
            if (word.Capitalized && word.Form != "I") capitals++;
        }
        return capitals == 0 ? 0UL : capitals * 3 <= letters * 2 ? SomeCapitals : 2UL;
    }

    /// <summary>What the choice of a label looks at.</summary>
    /// <param name="casing">How the sentence uses capitals.</param>
    public static int Context(ReadOnlySpan<Word> words, int i, int labelBefore, int labelBeforeThat, ulong casing, Span<uint> f)
    {
        var w = words[i];
        var b = i > 0 ? words[i - 1] : Word.Outside;
        var bb = i > 1 ? words[i - 2] : Word.Outside;
        var n = i + 1 < words.Length ? words[i + 1] : Word.Outside;
        var nn = i + 2 < words.Length ? words[i + 2] : Word.Outside;
        var (one, two) = ((ulong)labelBefore, (ulong)(labelBefore * 16 + labelBeforeThat));
        ulong c = (ulong)w.Classes, cb = (ulong)b.Classes, cn = (ulong)n.Classes;
        var start = i == 0 ? 1UL : 0UL;
        var k = 0;
        f[k++] = Feature(1, 1);
        f[k++] = Feature(2, w.FormHash);
        f[k++] = Feature(3, w.LowerHash);
        f[k++] = Feature(4, b.LowerHash);
        f[k++] = Feature(5, n.LowerHash);
        f[k++] = Feature(6, bb.LowerHash);
        f[k++] = Feature(7, nn.LowerHash);
        f[k++] = Feature(8, w.Shape);
        f[k++] = Feature(9, Pair(b.Shape, w.Shape));
        f[k++] = Feature(10, Pair(w.Shape, n.Shape));
        f[k++] = Feature(11, Pair(b.Shape, Pair(w.Shape, n.Shape)));
        f[k++] = Feature(12, one);
        f[k++] = Feature(13, two);
        f[k++] = Feature(14, Pair(w.LowerHash, one));
        f[k++] = Feature(15, Pair(w.Shape, one));
        f[k++] = Feature(16, w.Suffix(2));
        f[k++] = Feature(17, w.Suffix(3));
        f[k++] = Feature(18, w.Suffix(4));
        f[k++] = Feature(19, w.Prefix(2));
        f[k++] = Feature(20, w.Prefix(3));
        f[k++] = Feature(21, w.Prefix(4));
        f[k++] = Feature(22, Pair(b.LowerHash, w.LowerHash));
        f[k++] = Feature(23, Pair(w.LowerHash, n.LowerHash));
        f[k++] = Feature(24, Pair(b.LowerHash, w.Shape));
        f[k++] = Feature(25, Pair(n.LowerHash, w.Shape));
        f[k++] = Feature(26, Pair(b.LowerHash, one));
        f[k++] = Feature(27, w.Fine);
        f[k++] = Feature(28, b.Fine);
        f[k++] = Feature(29, n.Fine);
        f[k++] = Feature(30, Pair(w.Fine, w.Shape));
        f[k++] = Feature(31, w.Coarse);
        f[k++] = Feature(32, Pair(b.Fine, w.Shape));
        f[k++] = Feature(33, Pair(n.Fine, w.Shape));
        f[k++] = Feature(34, Pair(b.Coarse, Pair(w.Coarse, n.Coarse)));
        f[k++] = Feature(35, Pair(w.Fine, one));
        f[k++] = Feature(36, Pair(b.Fine, n.Fine));
        f[k++] = Feature(37, Pair(bb.LowerHash, Pair(b.LowerHash, w.Shape)));
        f[k++] = Feature(38, Pair(nn.LowerHash, Pair(n.LowerHash, w.Shape)));
        f[k++] = Feature(39, Pair(start, Pair(w.Shape, w.Coarse)));
        f[k++] = Feature(40, c);
        f[k++] = Feature(41, Pair(c, w.Shape));
        f[k++] = Feature(42, Pair(c | cb << 16 | cn << 32, w.Shape));
        f[k++] = Feature(43, Pair(c | cn << 16, one));
        f[k++] = Feature(44, Pair(w.Fine, Pair(n.Coarse, one)));
        f[k++] = Feature(45, Pair(w.Shape, Pair(nn.Shape, n.Shape)));
        f[k++] = Feature(46, Pair(start, Pair(c, Pair(w.Shape, n.Shape))));
        f[k++] = Feature(47, Pair(nn.Fine, w.Shape));
        f[k++] = Feature(48, Pair(bb.Fine, w.Shape));
        f[k++] = Feature(49, Pair(casing, Pair(w.Shape, start)));
        f[k++] = Feature(50, Pair(casing, Pair(w.Shape, one)));
        if (!w.Capitalized) return k;
        // "Trinity College": what a name is its last word tells, and the words around all of it.
        var (first, last) = (i, i);
        while (last + 1 < words.Length && last - i < Farthest && words[last + 1].Capitalized) last++;
        while (first > 0 && i - first < Farthest && words[first - 1].Capitalized) first--;
        var (head, behind, ahead) = (words[last], first > 0 ? words[first - 1] : Word.Outside, last + 1 < words.Length ? words[last + 1] : Word.Outside);
        f[k++] = Feature(51, Pair(head.LowerHash, one));
        f[k++] = Feature(52, Pair(head.Fine, one));
        f[k++] = Feature(53, Pair(behind.LowerHash, one));
        f[k++] = Feature(54, Pair(behind.Fine, Pair(ahead.Fine, one)));
        f[k++] = Feature(55, Pair(ahead.LowerHash, one));
        f[k++] = Feature(56, Pair((ulong)(last - first), Pair((ulong)(i - first), one)));
        f[k++] = Feature(57, Pair(head.Suffix(3), w.Shape));
        f[k++] = Feature(58, Pair(head.Coarse, Pair(words[first].Coarse, one)));
        return k;
    }
}
