using NodaTime;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Control;

/// <summary>Two sides that one claim tells of against each other: who takes or attacks, and who loses or is attacked.</summary>
/// <param name="Day">The last day it may have been on.</param>
public sealed record Encounter(LocalDate Day, Side? Gainer, Side? Loser, Place? Place);

/// <summary>Who fights whom in one country: told by claims of battles and of control near in time and space.</summary>
/// <remarks>Where a report names who took a place but not from whom, this tells who it most likely was: never more than a likelihood.</remarks>
internal sealed class Adversaries(ControlModel model, Func<string, LocalDate, IReadOnlyList<Encounter>> near)
{
    private const double OneSided = 0.5, Unplaced = 0.2, SameRegion = 0.6, EarthRadius = 6371;
    private const int Most = 3;

    /// <summary>The sides that one fights in the country of the place at the time, with their shares of what is told; likelier ones first.</summary>
    /// <param name="state">The state of the country; who takes from no one named takes from it, unless it is the taker.</param>
    public List<(Side Side, double Share)> Of(Side side, Side? state, Place place, int day)
    {
        if (place.Country is null) return [];
        var weights = new Dictionary<string, (double Weight, Side Side)>(StringComparer.Ordinal);
        var isState = Is(side, state);
        foreach (var e in near(place.Country, Days.Of(day)))
        {
            var weight = Math.Exp(-Math.Abs(Days.Number(e.Day) - day) / model.AdversaryFades) * Nearness(place, e.Place);
            if (Is(e.Gainer, side) && e.Loser is { } loser) Add(loser, weight);
            else if (Is(e.Loser, side) && e.Gainer is { } gainer) Add(gainer, weight);
            else if (isState && e.Loser is null && e.Gainer is { } taker) Add(taker, OneSided * weight);
            else if (isState && e.Gainer is null && e.Loser is { } left) Add(left, OneSided * weight);
        }
        if (!isState && state is { } own && weights.Count > 0) Add(own, model.AdversaryState);
        var sum = 0.0;
        foreach (var (weight, _) in weights.Values) sum += weight;
        return [.. weights.OrderByDescending(w => w.Value.Weight).ThenBy(w => w.Key, StringComparer.Ordinal).Take(Most).Select(w => (w.Value.Side, w.Value.Weight / sum))];

        void Add(Side other, double weight)
        {
            if (Is(other, side) || other.Person) return;
            weights[other.Key] = weights.TryGetValue(other.Key, out var had) ? (had.Weight + weight, had.Side) : (weight, other);
        }
    }

    private double Nearness(Place a, Place? b)
    {
        if (b is null) return Unplaced;
        if (string.Equals(a.Id, b.Id, StringComparison.Ordinal)) return 1;
        if (a.Latitude is not { } x || a.Longitude is not { } u || b.Latitude is not { } y || b.Longitude is not { } v)
            return a.Admin1 is { } region && string.Equals(region, b.Admin1, StringComparison.Ordinal) ? SameRegion : Unplaced;
        double north = double.DegreesToRadians(y - x), east = double.DegreesToRadians(v - u) * Math.Cos(double.DegreesToRadians((x + y) / 2));
        return 1 / (1 + EarthRadius * Math.Sqrt(north * north + east * east) / model.AdversaryKilometres);
    }

    private static bool Is(Side? a, Side? b) => a is { } x && b is { } y && string.Equals(x.Key, y.Key, StringComparison.Ordinal);
}
