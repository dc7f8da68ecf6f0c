using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>A candidate for a role as numbers: the meaning of its words, of the deed and of what ties the two, and how it stands to the deed.</summary>
internal sealed class RoleSurroundings(WordVectors vectors)
{
    private const int Words = 4;
    private const int Lengths = 5;
    private const int Ranks = 4;
    private static readonly int Kinds = Enum.GetValues<ActorKind>().Length;
    private static readonly int Relations = Enum.GetValues<Relation>().Length;

    public int Size => Words * vectors.Dimensions + Kinds + 2 * Relations + 3 + 2 * Lengths + 2 * Ranks + 9 + 5 + 15 + 1 + 4;

    public void Fill(RoleScene scene, Anchor anchor, in RoleCandidate candidate, Span<float> input)
    {
        input.Clear();
        var words = scene.RowsOf(vectors);
        var (mention, path, d) = (candidate.Mention, candidate.Path, vectors.Dimensions);
        words.AddTo(input[..d], mention.Head, 1);
        for (var t = mention.First; t < mention.End; t++)
            if (t != mention.Head) words.AddTo(input[..d], t, 0.3f);
        words.AddTo(input.Slice(d, d), anchor.Token, 1);
        if (path.Governor >= 0) words.AddTo(input.Slice(2 * d, d), path.Governor, 1);
        for (var t = Math.Max(0, mention.First - 2); t < Math.Min(scene.Document.Tokens.Length, mention.End + 2); t++)
            if (t < mention.First || t >= mention.End) words.AddTo(input.Slice(3 * d, d), t, 0.5f);

        var next = Words * d;
        void One(Span<float> into, int choice, int of, float value = 0.5f)
        {
            if ((uint)choice < (uint)of) into[next + choice] = value;
            next += of;
        }
        One(input, (int)mention.Kind, Kinds);
        One(input, (int)path.Last, Relations);
        One(input, path.Connected ? (int)path.FirstUp : -1, Relations);
        One(input, (int)candidate.Rule, 3);
        One(input, path.Connected ? Math.Min(path.UpLength, Lengths - 1) : -1, Lengths);
        One(input, path.Connected ? Math.Min(path.DownLength, Lengths - 1) : -1, Lengths);
        var before = mention.Head < anchor.Token;
        One(input, (before ? 0 : Ranks) + Math.Min(candidate.Rank, Ranks - 1), 2 * Ranks);
        One(input, Math.Min(candidate.OtherActors, 2) * 3 + Math.Min(candidate.OtherRecipients, 2), 9);
        One(input, candidate.SentencesAway + 2, 5);
        One(input, (int)candidate.Rival * 3 + (int)candidate.RivalRule, 15);
        One(input, candidate.IsPart ? 0 : -1, 1);
        One(input, mention.Kind == ActorKind.Structure ? (int)candidate.Owner : -1, 4);
    }
}
