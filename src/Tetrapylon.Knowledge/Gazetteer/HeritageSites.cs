using Tetrapylon.Model;

namespace Tetrapylon.Knowledge.Gazetteer;

/// <summary>What sort of heritage a site is.</summary>
public enum HeritageKind : byte { Site, Monument, Museum, Worship, Library, Fortress, Cemetery, OldTown, Natural }

/// <summary>One row of a heritage table.</summary>
internal sealed record HeritageRow(string File, int Line, string Id, string Name, HeritageKind Kind, string? Country, double? Latitude, double? Longitude, string? WorldHeritage, bool InDanger, string? Parent, IReadOnlyList<string> Names)
{
    public static readonly string[] Columns = ["id", "name", "kind", "country", "lat", "lon", "world_heritage", "in_danger", "parent", "names"];

    public static HeritageRow Of(TableFile row)
    {
        var (latitude, longitude) = row.Point();
        var danger = row.OptionalText("in_danger");
        if (danger is not null and not "yes") row.Problem("'in_danger' is 'yes' or empty");
        return new(row.File, row.Line, row.Text("id"), row.Text("name"), row.Name<HeritageKind>("kind"), row.OptionalText("country"), latitude, longitude, row.OptionalText("world_heritage"), danger is not null, row.OptionalText("parent"), row.Texts("names"));
    }
}

/// <summary>A World Heritage site, a monument, a museum, a place of worship or a library that our tables know by name.</summary>
/// <param name="WorldHeritage">Number of the site, or of the site it belongs to, on the World Heritage List (whc.unesco.org/en/list/NUMBER).</param>
/// <param name="Parent">Id of the site or town it belongs to.</param>
public sealed record HeritageSite(string Id, string Name, HeritageKind Kind, string? Country, double? Latitude, double? Longitude, string? WorldHeritage, bool InDanger, string? Parent, int Entry);

/// <summary>Looks heritage up by id or name.</summary>
public sealed class HeritageSites
{
    private readonly Gazetteer _gazetteer;
    private readonly Dictionary<string, HeritageSite> _byId;
    private readonly Dictionary<int, HeritageSite> _byEntry;

    internal HeritageSites(Gazetteer gazetteer, IEnumerable<HeritageSite> sites)
    {
        _gazetteer = gazetteer;
        _byId = sites.ToDictionary(s => s.Id, StringComparer.Ordinal);
        _byEntry = _byId.Values.ToDictionary(s => s.Entry);
        All = [.. _byId.Values.OrderBy(s => s.Id, StringComparer.Ordinal)];
    }

    public IReadOnlyList<HeritageSite> All { get; }

    public HeritageSite? ById(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The site a place mention denotes, if the place is one of ours.</summary>
    public HeritageSite? Of(Place? place) => place is null ? null : ById(place.Id);

    /// <summary>The sites so named ("the Tetrapylon", "Temple of Bel"), those in or at <paramref name="near"/> or in its country first; none when no name of ours fits.</summary>
    public IReadOnlyList<HeritageSite> Find(string name, Place? near = null)
    {
        var found = new List<HeritageSite>();
        foreach (var entry in _gazetteer.Named(name))
            if (_byEntry.TryGetValue(entry, out var site)) found.Add(site);
        return near is null || found.Count < 2 ? found : [.. found.OrderByDescending(s => Closeness(s, near))];
    }

    private int Closeness(HeritageSite site, Place near)
    {
        for (var at = site; at is not null; at = at.Parent is null ? null : ById(at.Parent))
            if (at.Id == near.Id || at.Parent == near.Id) return 2;
        return site.Country is not null && site.Country == near.Country ? 1 : 0;
    }
}
