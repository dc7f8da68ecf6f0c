using Tetrapylon.Knowledge.Loading;

namespace Tetrapylon.Language.Entities;

/// <summary>Words that make a name one of a building or installation: airport, hospital, dam.</summary>
internal sealed class FacilityWords
{
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    /// <exception cref="DataException">The file has something unknown or misplaced.</exception>
    public FacilityWords(DataFolder data)
    {
        var problems = new DataProblems();
        if (YamlFile.Map(data.File("languages/en/tokens/facilities.yaml"), problems) is { } map)
        {
            _ = (map.Text("origin"), map.Text("licence"));
            _words.UnionWith(map.Texts("words"));
            map.Done();
        }
        problems.ThrowIfAny();
    }

    public bool Has(string lower) => _words.Contains(lower);
}
