namespace Tetrapylon.Coding.Places;

/// <summary>Words of a report that speak for a country: its name or that of a place in it, what comes from it, its border, whoever is at home there.</summary>
/// <param name="How">Kind of word; the features of each kind are weighed apart.</param>
internal readonly record struct CountryWord(int First, int End, string Country, string How)
{
    public const string Named = "named", Demonym = "demonym", Part = "part", Border = "border", Home = "home", FurtherHome = "home-too";

    /// <summary>It is said of people and not of a place.</summary>
    public bool IsHome => How is Home or FurtherHome;
}
