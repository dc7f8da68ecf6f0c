using System.Collections.Immutable;
using Tetrapylon.Coding.Events;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>One report as the roles of all its happenings are read from it: who is named, and what is looked up once for all of them. Not thread-safe.</summary>
internal sealed class RoleScene(Document document, ImmutableArray<ActorMention> actors, ImmutableArray<PlaceMention> places)
{
    private int[]? _rows;

    public Document Document => document;
    public ImmutableArray<ActorMention> Actors => actors;
    public ImmutableArray<PlaceMention> Places => places;

    /// <summary>The number of the vector of each word of the report, found when it is first asked for.</summary>
    public WordRows RowsOf(WordVectors vectors) => new(vectors, document.Tokens, _rows ??= new int[document.Tokens.Length]);
}
