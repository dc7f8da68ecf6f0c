using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Tetrapylon.App.Http;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;
using Tetrapylon.Record.Store;

namespace Tetrapylon.App.Review;

/// <summary>Reads what a reviewer filled in into a claim. What was left as it was keeps the machine's words, spans and reasons.</summary>
internal sealed class ClaimForm(Visit visit, IFormCollection form, Report report)
{
    /// <exception cref="ProblemException">A field cannot be what it stands for; the message says which and why.</exception>
    public Claim Read(Claim before)
    {
        var type = SubType();
        var names = (Actors: Text("actors"), Recipients: Text("recipients"));
        var actors = Parties(names.Actors, before.Actors, before);
        return before with
        {
            SubType = type.Name,
            Type = type.Type,
            Plover = string.Equals(type.Name, before.SubType, StringComparison.Ordinal) ? before.Plover : new(type.Plover.Type, type.Plover.Mode, type.Plover.Context),
            Status = Text("status") is { } status && WireName.TryParse<ClaimStatus>(status, out var told) ? told : before.Status,
            Actors = actors,
            Recipients = Parties(names.Recipients, before.Recipients, before),
            Place = Place(before),
            Date = Date(before),
            Fatalities = Figure("dead", before.Fatalities, before),
            Injured = Figure("injured", before.Injured, before),
            Weapons = Weapons(before),
            Control = Control(before),
            Damage = Damage(before),
        };
    }

    private SubEventType SubType()
    {
        var ontology = visit.Desk.Ontology;
        return Text("sub_type") is { } name && ontology.IndexOf(name) is >= 0 and var index ? ontology.SubTypes[index] : throw Bad($"'{Text("sub_type")}' is no event type of the ontology.");
    }

    private ImmutableArray<Participant> Parties(string? names, ImmutableArray<Participant> before, Claim claim) => names is null ? []
        : [.. names.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => before.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal)) ?? Party(name, claim))];

    private Participant Party(string name, Claim claim)
    {
        var known = visit.Desk.ActorsNamed(name).FirstOrDefault();
        return new(name, known?.Kind ?? ActorKind.Unidentified, known?.Id, Find(name, claim));
    }

    private PlaceReference? Place(Claim before)
    {
        var (name, country) = (Text("place"), Text("country")?.ToUpperInvariant());
        if (country is not null && !visit.Desk.Countries.ContainsKey(country)) throw Bad($"'{country}' is no country code (ISO 3166, two letters).");
        if (name is null) return country is null ? null : before.Place is { Mention: null } same && same.Country == country ? same : new(null, country, $"by {visit.Who.Name}");
        var kept = before.Place;
        if (kept?.Mention is not null && string.Equals(kept.Place?.Name ?? kept.Mention.Text, name, StringComparison.Ordinal) && (country is null || country == (kept.Country ?? kept.Place?.Country))) return kept;
        var place = visit.View.Places(name).FirstOrDefault(p => country is null || p.Country == country) ?? visit.Desk.Gazetteer.Find(name, country)
            ?? new Place($"named:{country?.ToLowerInvariant() ?? "xx"}:{NameFold.Fold(name).Replace(' ', '-')}", name, PlaceKind.Other, null, null, country);
        var precision = place.Kind switch { PlaceKind.Region or PlaceKind.Country or PlaceKind.Continent => GeoPrecision.Region, PlaceKind.District => GeoPrecision.Near, _ => GeoPrecision.Exact };
        return new(new(Find(name, before), 0, 0, name, place, country ?? place.Country, false, 1, precision, $"by {visit.Who.Name}"), country ?? place.Country, $"by {visit.Who.Name}");
    }

    private DateReference? Date(Claim before)
    {
        var (from, to) = (Day("date_start"), Day("date_end"));
        if (from is null && to is null) return null;
        var (start, end) = (from ?? to!.Value, to ?? from!.Value);
        if (end < start) throw Bad("The last day lies before the first.");
        if (before.Date is { } kept && kept.Days.Start == start && kept.Days.End == end) return kept;
        var precision = start == end ? DatePrecision.Day : start.Day == 1 && end == start.PlusMonths(1).PlusDays(-1) ? DatePrecision.Month
            : start.DayOfYear == 1 && end == start.PlusYears(1).PlusDays(-1) ? DatePrecision.Year : DatePrecision.Range;
        return new(new(start, end, precision), DateBasis.Stated, before.Date?.Evidence);
    }

    private Losses? Figure(string field, Losses? before, Claim claim)
    {
        if (Text(field) is not { } text) return null;
        var parts = text.Split('-', '–');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var low) || !int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var high) || high < low)
            throw Bad($"'{text}' is neither a number nor a range such as 4-9.");
        return before is not null && before.Low == low && before.High == high ? before : new(low, (low + high) / 2, high, before?.Span ?? claim.Evidence[0]);
    }

    private ControlClaim? Control(Claim before)
    {
        if (Text("change") is not { } text) return null;
        if (!WireName.TryParse<ControlChange>(text, out var change)) throw Bad($"'{text}' is no change of control.");
        var holder = Text("holder");
        if (before.Control is { } kept && kept.Change == change && string.Equals(kept.Holder?.Name, holder, StringComparison.Ordinal)) return kept;
        return new(holder is null ? null : Party(holder, before), change);
    }

    private ImmutableArray<Weapon> Weapons(Claim before) => Text("weapons") is not { } names ? []
        : [.. names.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => before.Weapons.FirstOrDefault(w => string.Equals(w.Name, name, StringComparison.Ordinal)) ?? new(name, visit.Desk.Weapons.KindOf(name), Find(name, before)))];

    private DamageClaim? Damage(Claim before)
    {
        var (site, effect) = (Text("site"), Text("effect"));
        if (site is null && effect is null) return null;
        if (site is null || effect is null || !WireName.TryParse<DamageEffect>(effect, out var done)) throw Bad("Damage needs both: the site, and what was done to it.");
        var severity = Text("severity") is not { } text ? DamageSeverity.Unknown : WireName.TryParse<DamageSeverity>(text, out var told) ? told : throw Bad($"'{text}' is no severity of damage.");
        var (component, extent) = (Text("component"), Text("extent"));
        if (before.Damage is { } kept && string.Equals(kept.Site, site, StringComparison.Ordinal)) return kept with { Effect = done, Severity = severity, Component = component, Extent = extent };
        return new(site, visit.Desk.Gazetteer.Site(site, Text("country")?.ToUpperInvariant())?.Id, component, done, severity, extent, Find(site, before));
    }

    // Where the words stand: in the claim's own sentence first, else anywhere in the report; what is nowhere rests on the sentence.
    private Span Find(string words, Claim claim)
    {
        var evidence = claim.Evidence[0];
        var at = report.Text.IndexOf(words, evidence.Start, Math.Min(evidence.Length, report.Text.Length - evidence.Start), StringComparison.OrdinalIgnoreCase);
        if (at < 0) at = report.Text.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? evidence : new(at, at + words.Length);
    }

    private LocalDate? Day(string name) => Text(name) is not { } text ? null : LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value : throw Bad($"'{text}' is no day: a day is written YYYY-MM-DD.");

    private string? Text(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text.Length <= 2000 ? text : throw Bad($"'{name}' is too long.") : null;

    private static ProblemException Bad(string what) => new(StatusCodes.Status400BadRequest, "bad-claim", what);
}
