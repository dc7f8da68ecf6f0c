using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Knowledge.Actors;

/// <summary>The actors known by name, as <c>data/actors</c> has them. Read-only once loaded.</summary>
public sealed class ActorDictionary
{
    private readonly Dictionary<string, Actor> _byId;
    private readonly ImmutableArray<ActorName> _names;

    private ActorDictionary(Dictionary<string, Actor> byId, ImmutableArray<ActorName> names, PhraseTrie trie, ImmutableArray<Country> countries, ImmutableArray<ActorChange> changes) =>
        (_byId, _names, Trie, Countries, Changes) = (byId, names, trie, countries, changes);

    /// <summary>Every name and alias; its values index <see cref="Names"/>.</summary>
    public PhraseTrie Trie { get; }

    public ImmutableArray<ActorName> Names => _names;
    public ImmutableArray<Country> Countries { get; }

    /// <summary>What became of actors: names taken, splits, mergers, ends, by day.</summary>
    public ImmutableArray<ActorChange> Changes { get; }

    public IEnumerable<Actor> All => _byId.Values.OrderBy(a => a.Id, StringComparer.Ordinal);
    public int Count => _byId.Count;

    public Actor? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Reads every file of <c>data/actors</c>.</summary>
    /// <exception cref="DataException">Something in the files is wrong; every problem is listed.</exception>
    public static ActorDictionary Load(DataFolder data)
    {
        var problems = new DataProblems();
        var reader = new ActorReader(problems);
        foreach (var file in data.Files("actors", ".tsv"))
            reader.Read(file);
        var (actors, countries, changes) = reader.Finish();
        problems.ThrowIfAny();

        var names = ImmutableArray.CreateBuilder<ActorName>(actors.Count * 3);
        var trie = new PhraseTrie();
        void Name(string name, Actor actor, NameUse use, Country? country = null)
        {
            var exact = name.StartsWith('=');
            if (exact) name = name[1..];
            trie.Add(name, names.Count);
            names.Add(new(name, actor, use, exact, country));
        }
        foreach (var country in countries)
        {
            var state = actors[country.StateId];
            foreach (var name in country.Names) Name(name, state, NameUse.Name, country);
            foreach (var adjective in country.Adjectives) Name(adjective, state, NameUse.Adjective, country);
            foreach (var people in country.Peoples) Name(people, actors[country.PeopleId], NameUse.People, country);
        }
        var isState = countries.Select(c => c.StateId).Concat(countries.Select(c => c.PeopleId)).ToHashSet(StringComparer.Ordinal);
        foreach (var actor in actors.Values)
        {
            if (isState.Contains(actor.Id)) continue;
            Name(actor.Name, actor, NameUse.Name);
            foreach (var alias in actor.Aliases) Name(alias, actor, NameUse.Name);
        }
        return new(actors, names.ToImmutable(), trie, countries, changes);
    }

    /// <summary>What became of an actor, and of others by it, by day.</summary>
    public IEnumerable<ActorChange> ChangesOf(string actorId) => Changes.Where(c => c.Actor == actorId || c.Other == actorId);

    /// <summary>The actors known by this very name.</summary>
    public IEnumerable<Actor> Named(string name) =>
        Names.Where(n => n.Use == NameUse.Name && string.Equals(n.Text, name, StringComparison.OrdinalIgnoreCase)).Select(n => n.Actor).DistinctBy(a => a.Id);

    /// <summary>The name an actor bore on a day: the last it took by then, else its usual one.</summary>
    public string NameOn(string actorId, LocalDate day) =>
        Changes.LastOrDefault(c => c.Kind == ActorChangeKind.Named && c.Actor == actorId && c.Day <= day)?.Name ?? Find(actorId)?.Name ?? actorId;

    /// <summary>The actor that leads the side an actor stood on, on a day: the Syrian Army, and in Syria Russia and Hezbollah, stood on the side of Syria's government.</summary>
    /// <param name="country">ISO code of the country the question is about; null for any.</param>
    /// <returns>The id of the side's leader; the actor's own topmost parent where it stood alone; the given id where it is unknown.</returns>
    public string SideOf(string actorId, LocalDate day, string? country = null)
    {
        var at = actorId;
        for (var steps = 0; steps < 16 && _byId.TryGetValue(at, out var actor); steps++)
        {
            var next = actor.Parent;
            foreach (var side in actor.Sides)
                if (side.Holds(day, country)) { next = side.With; break; }
            if (next is null) break;
            at = next;
        }
        return at;
    }
}

/// <summary>How a name of the dictionary stands for its actor.</summary>
public enum NameUse : byte { Name, Adjective, People }

/// <summary>One name of one actor.</summary>
/// <param name="Exact">True when only the very spelling in capitals counts ("IS", "US").</param>
/// <param name="Country">The country, for a country's own names.</param>
public sealed record ActorName(string Text, Actor Actor, NameUse Use, bool Exact, Country? Country)
{
    /// <summary>True for a short name written in capitals alone ("SDF"): where a text has capitals it must have them too.</summary>
    public bool IsAcronym { get; } = Text.Length <= 5 && !Text.AsSpan().ContainsAnyInRange('a', 'z');
}
