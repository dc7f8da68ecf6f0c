using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;

namespace Tetrapylon.Record;

/// <summary>A place an actor is told of at, and by how many events.</summary>
public sealed record ActorPlace(Place Place, int Events);

/// <summary>What is known of one actor over time: its names, what became of it, whom it stood with, what it holds, and what the record tells of it.</summary>
public sealed record ActorSheet
{
    /// <summary>Its id; the folded name of one that is known from reports alone.</summary>
    public required string Id { get; init; }

    /// <summary>The name it bore on <see cref="On"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The day the sheet is of.</summary>
    public required LocalDate On { get; init; }

    /// <summary>The actor of <c>data/actors</c>; null for one that is known from reports alone.</summary>
    public Actor? Known { get; init; }

    /// <summary>Names by which reports of the record call it.</summary>
    public ImmutableArray<string> CalledInReports { get; init; } = [];

    /// <summary>Actors that are parts, organs or leaders of it.</summary>
    public ImmutableArray<Actor> Members { get; init; } = [];

    /// <summary>What became of it, and of others by it, by day.</summary>
    public ImmutableArray<ActorChange> Changes { get; init; } = [];

    /// <summary>Id of the actor that led its side on the day; its own where it stood alone.</summary>
    public string? Side { get; init; }

    /// <summary>Places it held on the day.</summary>
    public ImmutableArray<ControlHistory> Holds { get; init; } = [];

    /// <summary>Events it takes part in, by day.</summary>
    public ImmutableArray<Event> Events { get; init; } = [];

    /// <summary>Where they were, most events first.</summary>
    public ImmutableArray<ActorPlace> Places { get; init; } = [];

    /// <summary>The sheet of an actor by id or name; null when neither the actors' files nor the record know it.</summary>
    /// <param name="on">The day asked for; the last the view tells of when null.</param>
    public static ActorSheet? Of(RecordView view, ActorDictionary actors, string nameOrId, LocalDate? on = null)
    {
        var known = actors.Find(nameOrId) ?? actors.Named(nameOrId).FirstOrDefault();
        var id = known?.Id ?? Store.NameFold.Fold(nameOrId);
        ImmutableArray<Event> events = [.. view.Events(new() { Actor = id })];
        if (known is null && events.IsEmpty) return null;
        var day = on ?? view.Latest ?? new LocalDate(2000, 1, 1);
        return new()
        {
            Id = id,
            Name = known is null ? nameOrId : actors.NameOn(id, day),
            On = day,
            Known = known,
            CalledInReports = [.. new RecordPages(view).NamesOf(id)],
            Members = [.. actors.All.Where(a => a.Parent == id)],
            Changes = [.. actors.ChangesOf(id)],
            Side = known is null ? null : actors.SideOf(id, day, known.Countries.IsEmpty ? null : known.Countries[0]),
            Holds = [.. view.Control(on: day).Where(h => h.Spells[0] is { Status: not ControlStatus.Unknown } spell
                && (known is null ? spell.Holder is { } holder && Store.NameFold.Fold(holder) == id : spell.ActorId == id))],
            Events = events,
            Places = [.. events.Select(e => e.Place?.Place).OfType<Place>().GroupBy(p => p.Id, StringComparer.Ordinal).Select(g => new ActorPlace(g.First(), g.Count()))
                .OrderByDescending(p => p.Events).ThenBy(p => p.Place.Id, StringComparer.Ordinal)],
        };
    }
}
