using System.Buffers;
using System.Globalization;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Model;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Export;

/// <summary>Events, their actors and their places as entities of FollowTheMoney (Event, Person, Organization, PublicBody, Address), for Aleph, OpenSanctions and their tools.</summary>
/// <remarks>
/// Schemata and properties are those of FollowTheMoney 4. Only what happened is exported: the model has no word for what was denied or announced.
/// An actor is an entity when it is one of <c>data/actors</c> or a body with a name of its own; crowds and gunmen without a name stay words of
/// the event's notes. Persons whom no table knows are entities of their event alone: two of one name need not be one.
/// </remarks>
public sealed class FollowTheMoney(ActorDictionary actors, IReadOnlyDictionary<string, string> countries)
{
    /// <summary>One entity a line; actors and places follow the first event that names them.</summary>
    public void Entities(IEnumerable<Event> events, Action<Action<IBufferWriter<byte>>> line)
    {
        foreach (var entity in Of(events)) line(entity.Write);
    }

    /// <summary>One statement a line, entity after entity.</summary>
    public void Statements(IEnumerable<Event> events, Action<Action<IBufferWriter<byte>>> line)
    {
        foreach (var entity in Of(events))
            foreach (var statement in entity.Statements()) line(statement.Write);
    }

    internal IEnumerable<FtmEntity> Of(IEnumerable<Event> events)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var happening in events)
        {
            if (happening.Status != ClaimStatus.Asserted) continue;
            var parties = happening.Actors.Concat(happening.Recipients).Select(p => Of(p, happening)).OfType<FtmEntity>().DistinctBy(p => p.Id).ToList();
            var place = Of(happening.Place);
            yield return Of(happening, parties, place);
            foreach (var entity in parties.Append(place).OfType<FtmEntity>())
                if (written.Add(entity.Id)) yield return entity;
        }
    }

    private FtmEntity Of(Event happening, List<FtmEntity> parties, FtmEntity? place)
    {
        var where = happening.Place?.Place?.Name ?? happening.Place?.Text ?? Country(happening.Place?.Country);
        var (first, last) = (WireFields.Day(happening.Days?.Start), WireFields.Day(happening.Days?.End));
        var name = string.Join(", ", new[] { happening.SubType, where, first }.Where(p => !string.IsNullOrEmpty(p)));
        var values = new Values();
        values.Add("name", name);
        values.Add("summary", happening.Quote);
        if (first == last) values.Add("date", first);
        else
        {
            values.Add("startDate", first);
            values.Add("endDate", last);
        }
        values.Add("country", happening.Place?.Country?.ToLowerInvariant());
        values.Add("location", place?.Caption ?? where);
        values.Add("addressEntity", place?.Id);
        foreach (var party in parties) values.Add("involved", party.Id);
        values.Add("keywords", happening.Type);
        values.Add("keywords", happening.SubType);
        values.Add("notes", Names("Actors", happening.Actors.Select(a => a.Name)));
        values.Add("notes", Names("Recipients", happening.Recipients.Select(a => a.Name)));
        values.Add("notes", Toll("Killed", happening.Fatalities));
        values.Add("notes", Toll("Injured", happening.Injured));
        foreach (var source in happening.Sources) values.Add("publisher", source.Name);
        values.Add("recordId", happening.Id.ToString());
        return new(FtmEntity.IdOf("event", happening.Id.ToString()), "Event", name, values.All, happening.KnownSince);
    }

    /// <summary>Null for who has no name of its own.</summary>
    private FtmEntity? Of(Party party, Event happening)
    {
        var known = party.ActorId is { } id ? actors.Find(id) : null;
        var named = party.Name.Length > 0 && char.IsUpper(party.Name[0]);
        if (known is null && !named || Schema(party.Kind) is not { } schema) return null;
        var values = new Values();
        var name = known?.Name ?? party.Name;
        values.Add("name", name);
        if (known is null)
        {
            var country = happening.Place?.Country;
            values.Add("country", country?.ToLowerInvariant());
            var key = schema == "Person" ? ContentId.Of("person", happening.Id.ToString(), NameFold.Fold(name)) : ContentId.Of("body", country, NameFold.Fold(name));
            return new(FtmEntity.IdOf("actor", key.ToString()), schema, name, values.All);
        }
        foreach (var alias in known.Aliases) values.Add("alias", alias.TrimStart('='));
        foreach (var country in known.Countries) values.Add("country", country.ToLowerInvariant());
        return new(FtmEntity.IdOf("actor", known.Id), Schema(known.Kind) ?? schema, name, values.All);
    }

    private static string? Schema(ActorKind kind) => kind switch
    {
        ActorKind.StateForces => "PublicBody",
        ActorKind.RebelGroup or ActorKind.PoliticalMilitia or ActorKind.IdentityMilitia or ActorKind.ExternalForces or ActorKind.Organization => "Organization",
        ActorKind.Individual => "Person",
        _ => null,
    };

    private FtmEntity? Of(EventPlace? at)
    {
        if (at?.Place is not { } place || place.Kind is PlaceKind.Country or PlaceKind.Continent) return null;
        var full = string.Join(", ", new[] { place.Name, place.Admin1 == place.Name ? null : place.Admin1, Country(place.Country) }.Where(p => !string.IsNullOrEmpty(p)));
        var values = new Values();
        values.Add("name", place.Name);
        values.Add("full", full);
        if (place.Kind == PlaceKind.Settlement) values.Add("city", place.Name);
        values.Add("region", place.Kind == PlaceKind.Region ? place.Name : place.Admin1);
        values.Add("country", place.Country?.ToLowerInvariant());
        values.Add("latitude", Degrees(place.Latitude));
        values.Add("longitude", Degrees(place.Longitude));
        return new(FtmEntity.IdOf("place", place.Id), "Address", full, values.All);
    }

    private string? Country(string? code) => code is null ? null : countries.GetValueOrDefault(code, code);

    private static string? Degrees(double? value) => value is { } v ? Math.Round((decimal)v, 5).ToString(CultureInfo.InvariantCulture) : null;

    private static string? Names(string of, IEnumerable<string> names) => string.Join("; ", names) is { Length: > 0 } all ? $"{of}: {all}" : null;

    private static string? Toll(string what, Toll? toll) => toll is null ? null
        : string.Create(CultureInfo.InvariantCulture, $"{what}: {toll.Best}{(toll.Low == toll.High ? "" : string.Create(CultureInfo.InvariantCulture, $" (told from {toll.Low} to {toll.High})"))}");

    private sealed class Values
    {
        private readonly List<(string, string)> _all = [];

        public IReadOnlyList<(string Property, string Value)> All => _all;

        public void Add(string property, string? value)
        {
            if (!string.IsNullOrEmpty(value)) _all.Add((property, value));
        }
    }
}
