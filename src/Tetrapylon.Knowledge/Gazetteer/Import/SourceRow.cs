using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer.Import;

/// <summary>A place as a table of others tells it, before it is checked.</summary>
/// <param name="File">The file, and within an archive its entry.</param>
/// <param name="Line">Line of the row, or of the item's first character in JSON.</param>
/// <param name="Id">With its source before a colon: <c>geonames:163808</c>, <c>pcode:SY04</c>, <c>pleiades:668331</c>, <c>osm:node/1</c>.</param>
internal sealed record SourceRow(string File, int Line, string Id, string Name, PlaceKind Kind)
{
    /// <summary>Two-letter code, three-letter code or name; null when the table has none.</summary>
    public string? Country { get; init; }

    /// <summary>First-level region: "SY.09", or its name; null when the table has none.</summary>
    public string? Region { get; init; }

    public double Latitude { get; init; } = double.NaN;
    public double Longitude { get; init; } = double.NaN;
    public long Population { get; init; }
    public SeatRank Rank { get; init; }

    /// <summary>Further names; other tongues' and older ones are secondary.</summary>
    public IReadOnlyList<(string Name, bool Secondary)> Names { get; init; } = [];
}

/// <summary>What of the tables could not be used, with file, line and reason.</summary>
internal sealed class SetAside
{
    private const int Kept = 100;
    private readonly List<string> _first = [];

    /// <summary>The first hundred.</summary>
    public IReadOnlyList<string> First => _first;

    public int Count { get; private set; }

    public void Add(string file, int line, string why)
    {
        Count++;
        if (_first.Count < Kept) _first.Add($"{file}:{line}: {why}");
    }
}

/// <summary>The rest of a file cannot be read: cut short, no such format, or larger than it may be.</summary>
internal sealed class SourceFileException(int line, string why) : Exception(why)
{
    public int Line { get; } = line;
}
