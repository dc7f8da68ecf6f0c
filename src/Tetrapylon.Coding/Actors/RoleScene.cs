using System.Collections.Immutable;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>One report as the roles of all its happenings are read from it: who is named, and what is looked up once for all of them. Not thread-safe.</summary>
internal sealed class RoleScene(Document document, ImmutableArray<ActorMention> actors, ImmutableArray<PlaceMention> places)
{
    private int[]? _rows;
    private (int Token, int First, int End) _around = (-1, -1, -1);
    private List<RoleCandidate> _candidates = [];

    public Document Document => document;
    public ImmutableArray<ActorMention> Actors => actors;
    public ImmutableArray<PlaceMention> Places => places;

    /// <summary>Those who may have a part in what a word tells, where no other happening is told: whatever its type, so that they are listed once for all types asked of the word in turn.</summary>
    public List<RoleCandidate> Around(Anchor anchor, RoleCandidates candidates)
    {
        var word = (anchor.Token, anchor.First, anchor.End);
        if (_around != word) (_around, _candidates) = (word, candidates.Around(document, actors, places, anchor));
        return _candidates;
    }

    /// <summary>The number of the vector of each word of the report, found when it is first asked for.</summary>
    public WordRows RowsOf(WordVectors vectors) => new(vectors, document.Tokens, _rows ??= new int[document.Tokens.Length]);
}
