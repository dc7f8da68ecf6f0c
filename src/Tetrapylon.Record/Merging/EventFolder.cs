using System.Collections.Immutable;
using System.Globalization;
using NodaTime.Text;
using Tetrapylon.Model;

namespace Tetrapylon.Record.Merging;

/// <summary>Makes one event of the claims that tell of it: a canonical value a field by the policy, and every value with who says it.</summary>
internal sealed class EventFolder(MergePolicy policy)
{
    /// <param name="claims">In order of first knowledge.</param>
    public Event Fold(List<KnownClaim> claims)
    {
        var sources = SourceCount.Of(claims, policy.Copies);
        var weigh = new Votes(claims, sources);
        var values = ImmutableArray.CreateBuilder<FieldValue>();

        var subType = weigh.Choose(values, "sub_type", c => c.Claim.SubType, c => c.Claim.SubType)!;
        var status = weigh.Choose(values, "status", c => WireName.Of(c.Claim.Status), c => WireName.Of(c.Claim.Status))!;
        var actors = weigh.Choose(values, "actors", c => Text(c.Claim.Actors), c => Keys(c.Claim.Actors), preferLonger: true);
        var recipients = weigh.Choose(values, "recipients", c => Text(c.Claim.Recipients), c => Keys(c.Claim.Recipients), preferLonger: true);
        // Of several places that agree the finest is the most telling; of several dates the narrowest.
        var place = weigh.Choose(values, "place", PlaceText, c => c.Place?.Id ?? PlaceText(c), finest: c => PlaceGrain(c));
        var date = weigh.Choose(values, "date", DateText, DateText, finest: c => c.Start is null ? int.MaxValue : (c.End!.Value - c.Start.Value) * 4 + (c.Claim.Date!.Basis == DateBasis.ReportDay ? 3 : 0));
        var fatalities = Figure(values, weigh, "fatalities", c => c.Fatalities);
        var injured = Figure(values, weigh, "injured", c => c.Injured);

        return new()
        {
            Id = ContentId.Of("event", claims[0].Claim.Id.ToString()),
            Type = subType.Claim.Type,
            SubType = subType.Claim.SubType,
            Plover = subType.Claim.Plover,
            Status = status.Claim.Status,
            Actors = Parties(actors?.Claim.Actors),
            Recipients = Parties(recipients?.Claim.Recipients),
            Place = place is null ? null : new(place.Place, place.Claim.Place?.Mention?.Text, place.Country, place.Claim.Place?.Mention?.Precision ?? GeoPrecision.Region),
            Days = date?.Claim.Date?.Days,
            DateBasis = date?.Claim.Date?.Basis,
            Fatalities = fatalities,
            Injured = injured,
            Weapons = [.. claims.SelectMany(c => c.Claim.Weapons).Select(w => w.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)],
            Sources = [.. sources],
            Claims = [.. claims.Select(c => c.Claim.Id).Order()],
            Values = values.ToImmutable(),
            Quote = claims[0].Claim.Quote,
            KnownSince = claims[0].KnownSince,
            Confidence = Confidence(claims, sources.Count),
        };
    }

    private Toll? Figure(ImmutableArray<FieldValue>.Builder values, Votes weigh, string field, Func<Claim, Losses?> losses)
    {
        var given = weigh.Claims.Where(c => losses(c.Claim) is not null).ToList();
        if (given.Count == 0) return null;
        // Where a reviewer stands behind a figure, only such figures are chosen from; the range keeps all that was said.
        var trusted = given.Exists(c => c.Reviewed) ? given.FindAll(c => c.Reviewed) : given;
        int low = given.Min(c => losses(c.Claim)!.Low), high = given.Max(c => losses(c.Claim)!.High);
        string Say(KnownClaim c) => losses(c.Claim) is { } l ? l.Low == l.High ? l.Best.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{l.Low}–{l.High}") : "";
        var chosen = policy.Figures switch
        {
            FigureRule.MostRecent => trusted[^1],
            FigureRule.Conservative => trusted.MinBy(c => losses(c.Claim)!.Best)!,
            FigureRule.Range => trusted.OrderBy(c => losses(c.Claim)!.Best).ThenBy(c => c.Claim.Id).ElementAt((trusted.Count - 1) / 2),
            _ => null,
        };
        chosen = weigh.Choose(values, field, c => losses(c.Claim) is null ? null : Say(c), c => losses(c.Claim) is null ? null : Say(c), latest: true, chosen: chosen)!;
        return new(low, losses(chosen.Claim)!.Best, high);
    }

    private static double Confidence(List<KnownClaim> claims, int sources)
    {
        var best = claims.Max(c => c.Confidence);
        // Each further independent source halves the doubt that is left, down to a floor.
        return Math.Round(Math.Min(0.99, 1 - (1 - best) * Math.Pow(0.5, Math.Min(sources, 6) - 1)), 3);
    }

    private static int PlaceGrain(KnownClaim claim) => claim.Place is { } place ? (int)place.Kind : claim.Claim.Place?.Mention is null ? 1000 : 500;

    private static string? PlaceText(KnownClaim claim) => claim.Claim.Place is { } place ? place.Place?.Name ?? place.Mention?.Text ?? place.Country : null;

    private static string? DateText(KnownClaim claim) => claim.Claim.Date is not { } date ? null
        : date.Days.Start == date.Days.End ? LocalDatePattern.Iso.Format(date.Days.Start)
        : $"{LocalDatePattern.Iso.Format(date.Days.Start)}/{LocalDatePattern.Iso.Format(date.Days.End)}";

    private static string? Text(ImmutableArray<Participant> parties) => parties.IsEmpty ? null : string.Join("; ", parties.Select(p => p.Name));

    private static string? Keys(ImmutableArray<Participant> parties) =>
        parties.IsEmpty ? null : string.Join('\n', parties.Select(p => KnownClaim.PartyKey(p.Name, p.ActorId)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    private static ImmutableArray<Party> Parties(ImmutableArray<Participant>? parties) =>
        parties is { IsEmpty: false } some ? [.. some.Select(p => new Party(p.Name, p.Kind, p.ActorId))] : [];

    /// <summary>Counts who says what: a value has the weight of the independent sources that give it.</summary>
    private sealed class Votes(List<KnownClaim> claims, List<EventSource> sources)
    {
        private readonly Dictionary<ContentId, int> _source = SourceOf(sources);

        public List<KnownClaim> Claims { get; } = claims;

        /// <summary>The claim whose value stands for the event; adds every value said to <paramref name="values"/>. Null when no claim has the field.</summary>
        /// <param name="say">The value as written out; null when the claim does not speak of the field.</param>
        /// <param name="same">Claims with equal keys say the same.</param>
        /// <param name="finest">Smaller is more telling, and wins before the number of sources.</param>
        /// <param name="preferLonger">Of values with as many sources, the one that names more parties.</param>
        /// <param name="latest">Of values with as many sources, the one told last.</param>
        /// <param name="chosen">A claim chosen already.</param>
        public KnownClaim? Choose(ImmutableArray<FieldValue>.Builder values, string field, Func<KnownClaim, string?> say, Func<KnownClaim, string?> same,
            Func<KnownClaim, int>? finest = null, bool preferLonger = false, bool latest = false, KnownClaim? chosen = null)
        {
            var said = new List<Said>();
            var at = new Dictionary<string, Said>(StringComparer.Ordinal);
            foreach (var claim in Claims)
            {
                if (same(claim) is not { } key) continue;
                if (!at.TryGetValue(key, out var found)) said.Add(at[key] = found = new(key));
                found.By.Add(claim);
                found.Sources.Add(_source[claim.Claim.Id]);
                found.Reviewed |= claim.Reviewed;
            }
            if (said.Count == 0) return null;
            if (chosen is null)
            {
                var best = said[0];
                foreach (var other in said.Skip(1))
                    if (Beats(other, best)) best = other;
                chosen = best.By[0];
            }
            foreach (var each in said)
                values.Add(new(field, say(each.By[0])!, [.. each.By.Select(c => c.Claim.Id).Order()], each.Sources.Count, each.By.Contains(chosen)));
            return chosen;

            bool Beats(Said a, Said b)
            {
                if (a.Reviewed != b.Reviewed) return a.Reviewed;
                if (finest is not null && finest(a.By[0]) != finest(b.By[0])) return finest(a.By[0]) < finest(b.By[0]);
                if (a.Sources.Count != b.Sources.Count) return a.Sources.Count > b.Sources.Count;
                if (preferLonger && Lines(a.Key) != Lines(b.Key)) return Lines(a.Key) > Lines(b.Key);
                return latest;
            }
        }

        private static int Lines(string key) => key.AsSpan().Count('\n');

        /// <summary>One value, and who says it.</summary>
        private sealed class Said(string key)
        {
            public string Key { get; } = key;
            public List<KnownClaim> By { get; } = [];
            public HashSet<int> Sources { get; } = [];
            public bool Reviewed { get; set; }
        }

        private static Dictionary<ContentId, int> SourceOf(List<EventSource> sources)
        {
            var of = new Dictionary<ContentId, int>();
            for (var i = 0; i < sources.Count; i++)
                foreach (var claim in sources[i].Claims) of[claim] = i;
            return of;
        }
    }
}
