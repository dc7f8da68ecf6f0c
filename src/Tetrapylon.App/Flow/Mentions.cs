using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.App.Flow;

/// <summary>What a report names.</summary>
internal sealed record Mentions(ImmutableArray<TimeExpression> Times, ImmutableArray<PlaceMention> Places, ImmutableArray<ActorMention> Actors);
