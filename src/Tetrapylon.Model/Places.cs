using System.Collections.Immutable;

namespace Tetrapylon.Model;

/// <summary>What sort of place a place is, coarsest last but for the last three.</summary>
public enum PlaceKind : byte { Site, Facility, Quarter, Settlement, District, Region, Country, Continent, Water, Landform, Other }

/// <summary>ACLED geo_precision: 1 the very place named, 2 a part of a region around a named point, 3 a region or country.</summary>
public enum GeoPrecision : byte { Exact = 1, Near = 2, Region = 3 }

/// <summary>A place: of the gazetteer, of our own tables, or known from reports alone (then without a point).</summary>
/// <param name="Id"><c>geonames:170063</c>, <c>tetrapylon:palmyra-tetrapylon</c>, <c>named:sy:qaryat-x</c>.</param>
/// <param name="Country">ISO 3166-1 alpha-2, null when it lies in none or is unknown.</param>
/// <param name="Admin1">Name of the first-level region, if known.</param>
/// <param name="Parent">Id of the place this lies inside (a monument's town, a quarter's city), if known.</param>
public sealed record Place(string Id, string Name, PlaceKind Kind, double? Latitude, double? Longitude, string? Country, string? Admin1 = null, string? Parent = null, long Population = 0)
{
    public ImmutableArray<string> Names { get; init; } = [];
    /// <summary>Ids of the same place in other gazetteers.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];
}

/// <summary>A stretch of text that names a place, and what it denotes.</summary>
/// <param name="Text">The words as the report has them ("eastern Aleppo", "the city").</param>
/// <param name="Place">What it denotes; null when unresolved, and then <paramref name="Because"/> says why.</param>
/// <param name="Country">ISO code of the country it lies in, where that is clear even if the place is not.</param>
/// <param name="Contextual">True for words that only tell of a place (a demonym, a place inside an organisation's name): context, never an event's place.</param>
/// <param name="Score">Share of belief in the chosen reading, 0 to 1.</param>
/// <param name="Because">Reason, with runners-up.</param>
public sealed record PlaceMention(Span Span, int First, int End, string Text, Place? Place, string? Country, bool Contextual, double Score, GeoPrecision Precision, string Because)
{
    /// <summary>An offset point ("50 km north of X"): kilometres of uncertainty around <see cref="Latitude"/>, <see cref="Longitude"/>.</summary>
    public double? UncertaintyKm { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    /// <summary>True for a word for what comes from the place ("Syrian"); such a mention is contextual.</summary>
    public bool Demonym { get; init; }
}

/// <summary>Where a happening was, by a claim. Text and place are null when only the country is clear.</summary>
public sealed record PlaceReference(PlaceMention? Mention, string? Country, string Because)
{
    public Place? Place => Mention?.Place;
}
