using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Losses;
using Tetrapylon.Coding.Places;
using Tetrapylon.Coding.Time;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>What a report names.</summary>
/// <param name="Today">The report's own day.</param>
public sealed record Mentioned(
    ImmutableArray<TimeExpression> Times, ImmutableArray<PlaceMention> Places, ImmutableArray<ActorMention> Actors, ImmutableArray<LossMention> Losses, LocalDate? Today);

/// <summary>Finds what a report names, each kind in the order the next needs it.</summary>
public sealed class MentionFinder(TimeTagger times, PlaceFinder places, ActorFinder actors, LossReader losses)
{
    public PlaceFinder Places => places;
    public ActorFinder Actors => actors;
    public LossReader Losses => losses;
    public TimeTagger Times => times;

    public static MentionFinder Load(DataFolder data, string modelsFolder) =>
        new(TimeTagger.Load(data), PlaceFinder.Load(data, modelsFolder), ActorFinder.Load(data), LossReader.Load(data));

    public Mentioned Find(Document document)
    {
        var named = places.Find(document);
        return new(times.Tag(document, out var today), named, actors.Find(document, named), losses.Find(document), today);
    }
}
