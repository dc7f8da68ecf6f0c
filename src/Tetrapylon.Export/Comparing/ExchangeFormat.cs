using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Export.Comparing;

/// <summary>What a cell of another data set is.</summary>
public enum ForeignColumn : byte { Id, Day, LastDay, DayPrecision, Type, SubType, Actor, Recipient, Country, CountryCode, Region, Place, Latitude, Longitude, PlacePrecision, Dead, Notes }

/// <summary>How the files of another data set are read: what their columns are called in all generations, and what their codes mean. <c>data/exchange/acled.yaml</c>, <c>ged.yaml</c>.</summary>
public sealed class ExchangeFormat
{
    private readonly Dictionary<ForeignColumn, string[]> _names = [];
    private readonly Dictionary<string, double> _days = new(StringComparer.Ordinal), _kilometres = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ImmutableArray<string> Types, string? SubType)> _types = new(StringComparer.Ordinal);

    private ExchangeFormat(YamlMap map)
    {
        map.OptionalText("origin");
        map.OptionalText("licence");
        if (map.OptionalMap("columns") is { } columns)
        {
            foreach (var column in Enum.GetValues<ForeignColumn>()) _names[column] = [.. columns.Texts(Model.WireName.Of(column)).Select(Plain)];
            columns.Done();
        }
        else map.Problem("'columns' is missing");
        Codes(map, "day_precision", _days);
        Codes(map, "place_precision", _kilometres);
        ZeroIsUnknown = map.OptionalFlag("zero_is_unknown");
        foreach (var type in map.Maps("types"))
        {
            var read = (ImmutableArray.Create([type.Text("type"), .. type.Texts("also")]), type.OptionalText("sub_type"));
            foreach (var called in type.Texts("called")) _types[Plain(called)] = read;
            type.Done();
        }
        map.Done();
    }

    /// <summary>True where 0 dead may mean that nobody knows.</summary>
    public bool ZeroIsUnknown { get; }

    /// <param name="name">The file's name in <c>data/exchange</c>, without its ending.</param>
    /// <exception cref="DataException">The file is not as expected; all problems are listed.</exception>
    public static ExchangeFormat Load(DataFolder data, string name)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File($"exchange/{name}.yaml"), problems);
        var format = map is null ? null : new ExchangeFormat(map);
        problems.ThrowIfAny();
        return format!;
    }

    /// <summary>Where a file has each column; those it does not have are left out. Order and case of the header do not matter.</summary>
    public Dictionary<ForeignColumn, int> Find(IReadOnlyList<string> header)
    {
        var plain = header.Select(Plain).ToList();
        var found = new Dictionary<ForeignColumn, int>();
        foreach (var (column, names) in _names)
            foreach (var name in names)
                if (plain.IndexOf(name) is >= 0 and var at)
                {
                    found[column] = at;
                    break;
                }
        return found;
    }

    /// <summary>The names under which a column is looked for.</summary>
    public string Called(ForeignColumn column) => string.Join(", ", _names[column]);

    internal double? DaysOf(string code) => _days.TryGetValue(code.Trim(), out var days) ? days : null;

    internal double? KilometresOf(string code) => _kilometres.TryGetValue(code.Trim(), out var km) ? km : null;

    /// <summary>Our names for a type of theirs; a name that is no earlier one is taken as it is.</summary>
    internal (ImmutableArray<string> Types, string? SubType) TypeOf(string type) =>
        type.Length == 0 ? ([], null) : _types.TryGetValue(Plain(type), out var read) ? read : ([type], null);

    /// <summary>A name without case and signs.</summary>
    internal static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name)
            if (char.IsLetterOrDigit(c)) plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }

    private static void Codes(YamlMap map, string key, Dictionary<string, double> into)
    {
        if (map.OptionalMap(key) is not { } codes) return;
        foreach (var (code, value, line) in codes.Pairs())
            if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) into[code] = number;
            else codes.Problem(code, $"'{value}' is no number");
    }
}
