using Tetrapylon.Language.Weights;

namespace Tetrapylon.Language.Parsing;

/// <summary>Finds each word's head and relation: a greedy arc-hybrid parser (Kuhlmann and others 2011).</summary>
internal sealed class Parser(WeightTable moves, WeightTable relations, int relationCount)
{
    public const string Kind = "parser";
    public const int Shift = 0;
    public const int Left = 1;
    public const int Right = 2;

    public static Parser Load(string path)
    {
        var file = WeightFile.Read(path, Kind);
        var names = file.Lines("relation-names");
        for (var i = 0; i < names.Length; i++)
            if ((int)RelationNames.Parse(names[i]) != i)
                throw new ModelFileException(path, $"it numbers the relation '{names[i]}' otherwise than this program");
        return new(WeightTable.Load(file, path, "moves"), WeightTable.Load(file, path, "relations"), names.Length);
    }

    /// <summary>Parses the sentence the state was begun with.</summary>
    public void Parse(ParserState state)
    {
        Span<uint> features = stackalloc uint[ParserFeatures.OfMove];
        Span<short> scores = stackalloc short[64];
        while (!state.Done)
        {
            var move = Shift;
            if (state.MayLeft || state.MayRight)
            {
                moves.Sum(features[..ParserFeatures.Move(state, features)], scores);
                var best = short.MinValue;
                if (state.MayShift) (move, best) = (Shift, scores[Shift]);
                if (state.MayLeft && scores[Left] > best) (move, best) = (Left, scores[Left]);
                if (state.MayRight && scores[Right] > best) move = Right;
            }
            if (move == Shift)
            {
                state.Shift();
                continue;
            }
            var head = move == Left ? state.Next : state.OnStack(1);
            state.Attach(head, head == 0 ? (byte)Model.Relation.Root : RelationOf(state, head, state.Top, features, scores));
        }
    }

    private byte RelationOf(ParserState state, int head, int word, Span<uint> features, Span<short> scores)
    {
        relations.Sum(features[..ParserFeatures.Relation(state, head, word, features)], scores);
        var best = 0;
        for (var r = 1; r < relationCount; r++)
            if (scores[r] > scores[best] && r != (int)Model.Relation.Root) best = r;
        return (byte)best;
    }
}
