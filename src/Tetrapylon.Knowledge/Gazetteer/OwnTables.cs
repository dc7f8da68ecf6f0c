using System.Globalization;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>A country or territory as our table has it.</summary>
public sealed record CountryRow(string Id, string Code, string Name, double? Latitude, double? Longitude, long Population, string? Capital, IReadOnlyList<string> Names, IReadOnlyList<string> Adjectives);

/// <summary>A word for what comes from a place ("Chechen", "Gazan"), and the place.</summary>
internal sealed record DemonymRow(string File, int Line, string Word, string Id);

/// <summary>A short form of a region's name ("Calif.", "TX") and the region.</summary>
internal sealed record AbbreviationRow(string File, int Line, string Text, string Id);

/// <summary>The name by which reports in English know a place of any gazetteer ("Kobani" for the GeoNames place Ayn al-Arab), and further names.</summary>
internal sealed record NameRow(string File, int Line, string Id, string Name, IReadOnlyList<string> Names);

/// <summary>The tables of <c>data/gazetteer</c>, read strictly.</summary>
internal sealed class OwnTables
{
    public List<CountryRow> Countries { get; } = [];
    public List<PlaceRow> Places { get; } = [];
    public List<HeritageRow> Heritage { get; } = [];
    public List<DemonymRow> Demonyms { get; } = [];
    public List<AbbreviationRow> Abbreviations { get; } = [];
    public List<NameRow> Names { get; } = [];

    /// <summary>Two-letter codes of countries by their three-letter codes.</summary>
    public Dictionary<string, string> CountryCodes { get; } = new(StringComparer.Ordinal);

    /// <summary>GeoNames ids that rows of ours speak of without being places of ours.</summary>
    public HashSet<int> GeoNamesIds()
    {
        var ids = new HashSet<int>();
        foreach (var id in Places.Select(p => p.Parent).Concat(Heritage.Select(h => h.Parent)).Concat(Demonyms.Select(d => d.Id)).Concat(Names.Select(n => n.Id)))
            if (id is not null && id.StartsWith("geonames:", StringComparison.Ordinal) && int.TryParse(id.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) ids.Add(number);
        return ids;
    }

    public static OwnTables Read(DataFolder data, DataProblems problems)
    {
        var tables = new OwnTables();
        foreach (var file in data.Files("gazetteer", ".tsv"))
            switch (file.Name)
            {
                case "gazetteer/countries.tsv":
                    foreach (var row in TableFile.Rows(file, problems, "id", "country", "name", "lat", "lon", "population", "capital", "names", "adjectives"))
                    {
                        var (latitude, longitude) = row.Point();
                        tables.Countries.Add(new(row.Text("id"), row.Text("country"), row.Text("name"), latitude, longitude, row.Count("population"), row.OptionalText("capital"), row.Texts("names"), row.Texts("adjectives")));
                    }
                    break;
                case "gazetteer/country-codes.tsv":
                    foreach (var row in TableFile.Rows(file, problems, "code", "country"))
                        if (!tables.CountryCodes.TryAdd(row.Text("code"), row.Text("country"))) row.Problem($"the code '{row.Text("code")}' stands twice");
                    break;
                case "gazetteer/demonyms.tsv":
                    foreach (var row in TableFile.Rows(file, problems, "word", "id")) tables.Demonyms.Add(new(row.File, row.Line, row.Text("word"), row.Text("id")));
                    break;
                case "gazetteer/abbreviations.tsv":
                    foreach (var row in TableFile.Rows(file, problems, "text", "id")) tables.Abbreviations.Add(new(row.File, row.Line, row.Text("text"), row.Text("id")));
                    break;
                case "gazetteer/names.tsv":
                    foreach (var row in TableFile.Rows(file, problems, "id", "name", "names")) tables.Names.Add(new(row.File, row.Line, row.Text("id"), row.Text("name"), row.Texts("names")));
                    break;
                case var name when name.StartsWith("gazetteer/heritage", StringComparison.Ordinal):
                    foreach (var row in TableFile.Rows(file, problems, HeritageRow.Columns)) tables.Heritage.Add(HeritageRow.Of(row));
                    break;
                default:
                    foreach (var row in TableFile.Rows(file, problems, TableFile.PlaceColumns)) tables.Places.Add(row.Place());
                    break;
            }
        return tables;
    }
}
