using Tetrapylon.Knowledge.Gazetteer;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.App.Review;

/// <summary>Finds the place a reviewer names among those of the gazetteer; opened when first asked.</summary>
public sealed class PlaceNames : IDisposable
{
    private readonly Lazy<Gazetteer> _gazetteer;

    internal PlaceNames(DataFolder data, string models) => _gazetteer = new(() => Gazetteer.Load(data, models));

    /// <summary>The most peopled place of this name, in a country where one is given; null when there is none.</summary>
    internal Place? Find(string name, string? country)
    {
        var gazetteer = _gazetteer.Value;
        foreach (var entry in gazetteer.Named(name).Where(e => country is null || gazetteer.Country(e) == country).OrderByDescending(gazetteer.Population).Take(1)) return gazetteer.Place(entry);
        return null;
    }

    /// <summary>The heritage site of this name; null when the tables have none, or more than one.</summary>
    internal Place? Site(string name, string? country)
    {
        var gazetteer = _gazetteer.Value;
        var found = gazetteer.Named(name).Where(e => country is null || gazetteer.Country(e) == country).Select(gazetteer.Place).Where(p => gazetteer.Heritage.Of(p) is not null).Take(2).ToList();
        return found is [var one] ? one : null;
    }

    public void Dispose()
    {
        if (_gazetteer.IsValueCreated) _gazetteer.Value.Dispose();
    }
}
