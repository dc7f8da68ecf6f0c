using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Heritage;

/// <summary>How codes of events and sources read in EAMENA's terms: <c>data/record/heritage.yaml</c>.</summary>
public sealed class DamageTerms
{
    private readonly Dictionary<string, DamageCause> _causes = new(StringComparer.Ordinal);
    private readonly Dictionary<SourceKind, DamageBasis> _bases = [];

    private DamageTerms(YamlMap map)
    {
        map.OptionalText("origin");
        map.OptionalText("licence");
        foreach (var row in map.Maps("causes"))
        {
            var cause = row.Name<DamageCause>("cause");
            foreach (var type in row.Texts("sub_types"))
                if (!_causes.TryAdd(type, cause)) row.Problem("sub_types", $"'{type}' has two causes");
            row.Done();
        }
        foreach (var row in map.Maps("bases"))
        {
            var basis = row.Name<DamageBasis>("basis");
            foreach (var name in row.Texts("sources"))
                if (!WireName.TryParse<SourceKind>(name, out var kind)) row.Problem("sources", $"'{name}' is no kind of source");
                else if (!_bases.TryAdd(kind, basis)) row.Problem("sources", $"'{name}' has two bases");
            row.Done();
        }
        SameDays = map.OptionalInt("same_days") ?? 0;
        DestroyedOnceDays = map.OptionalInt("destroyed_once_days") ?? SameDays;
        map.Done();
    }

    /// <summary>Days by which two tellings of one damage may differ.</summary>
    public int SameDays { get; }

    /// <summary>Days by which two tellings of the destruction of one whole site may differ: it cannot be destroyed again before it is rebuilt.</summary>
    public int DestroyedOnceDays { get; }

    public DamageCause Cause(string subType) => _causes.GetValueOrDefault(subType);

    public DamageBasis Basis(SourceKind kind) => _bases.GetValueOrDefault(kind);

    /// <exception cref="DataException">The file is not as expected; all problems are listed.</exception>
    public static DamageTerms Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("record/heritage.yaml"), problems);
        var terms = map is null ? null : new DamageTerms(map);
        problems.ThrowIfAny();
        return terms!;
    }
}
