using System.Collections.Immutable;
using System.Globalization;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Writes the claims that happenings make: each field from the words it stands in, and why.</summary>
public sealed class ClaimWriter(EventOntology ontology, EventReader reader, ClaimFields fields, ContentId coder)
{
    private const int MostReadings = 5;
    private const float OpenChoice = 0.12f;

    public ImmutableArray<Claim> Write(Document document, ulong[] cues, List<TriggerReading> readings, List<Happening> happenings, Mentioned mentioned)
    {
        var claims = ImmutableArray.CreateBuilder<Claim>(happenings.Count);
        var told = new Told(document, happenings, mentioned, ontology, fields);
        for (var h = 0; h < happenings.Count; h++)
        {
            var happening = happenings[h];
            var claim = Write(document, cues, readings, happening, mentioned, told, h, out var damages);
            claims.Add(claim);
            claims.AddRange(OtherSites(document, claim, damages, mentioned));
            // A list of places under one verb is one event a place; losses told jointly stand on the first.
            if (claim.Place?.Mention is { } place)
                foreach (var other in PlaceList.Beside(document, mentioned.Places, place, fields.Places.IsKind))
                    if (!damages.Exists(d => d.Claim.Span.Overlaps(other.Span))) claims.Add(At(document, claim, other, "named beside '" + place.Text + "'"));
            if (ontology.SubTypes[happening.SubType].Control == HoldingRole.Actor && claim.Control is { Change: ControlChange.Gained }) Further(document, happening, mentioned, claim, claims);
        }
        OnceOnly(claims);
        OneName(claims);
        return claims.DrainToImmutable();
    }

    private Claim At(Document document, Claim claim, PlaceMention place, string because) =>
        claim with { Id = IdOf(document, claim.SubType, claim.Evidence[0], place.Span), Place = new(place, place.Country ?? claim.Place?.Country, because), Fatalities = null, Injured = null };

    // Each place taken is an event of its own, also one that another verb takes or that is named as one of many.
    private void Further(Document document, Happening happening, Mentioned mentioned, Claim claim, ImmutableArray<Claim>.Builder claims)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var earlier in claims)
            if (Takes(earlier) && earlier.Control is { Change: ControlChange.Gained } && earlier.Place?.Place is { } known) told.Add(known.Id);
        void Tell(PlaceMention place, Claim of, string because)
        {
            if (place.Place is { } known && !told.Add(known.Id)) return;
            claims.Add(At(document, of, place, because));
        }
        if (claim.Place?.Mention is { } main)
            foreach (var (place, reading) in fields.Further.Others(document, happening, mentioned.Places, main))
            {
                var candidate = reading.Candidate;
                if (fields.Status.Read(document, candidate, out _) != ClaimStatus.Asserted || fields.Taking.IsTried(document, candidate.Token)) continue;
                var roles = fields.Roles.Find(document, mentioned.Actors, mentioned.Places, new(candidate.Token, candidate.First, candidate.End, claim.SubType));
                if (fields.Taking.Taker(document, roles.Actors, candidate.Token) is not { } taker) continue;
                var other = claim with { Actors = roles.Actors, Recipients = roles.Recipients, Control = new(taker, ControlChange.Gained), Evidence = [EvidenceCutter.Cut(document, candidate)] };
                var because = "what '" + document.Tokens[candidate.Token].Lower + "' takes";
                Tell(place, other with { Quote = document.TextOf(other.Evidence[0]) }, because);
                foreach (var beside in PlaceList.Beside(document, mentioned.Places, place, fields.Places.IsKind)) Tell(beside, other with { Quote = document.TextOf(other.Evidence[0]) }, because);
            }
        if (fields.Further.Included(document, happening, mentioned.Places) is not { } included) return;
        Tell(included, claim, "named as one of those taken");
        foreach (var beside in PlaceList.Beside(document, mentioned.Places, included, fields.Places.IsKind)) Tell(beside, claim, "named as one of those taken");
    }

    // So is a list of monuments, and what was done to others besides.
    private IEnumerable<Claim> OtherSites(Document document, Claim claim, List<SiteDamage> damages, Mentioned mentioned)
    {
        foreach (var other in damages.Skip(1))
        {
            var (named, deed) = (fields.Sites.Named(mentioned.Places, other.Claim.Span) is not null, other.Claim.Effect != damages[0].Claim.Effect);
            if (!named && !deed) continue;
            var (damage, place) = fields.Sites.Find(document, mentioned.Places, other, named ? null : claim.Place);
            if (deed || damage.SiteId != claim.Damage?.SiteId) yield return claim with { Id = IdOf(document, claim.SubType, claim.Evidence[0], damage.Span), Damage = damage, Place = place, Fatalities = null, Injured = null };
        }
    }

    private Claim Write(Document document, ulong[] cues, List<TriggerReading> readings, Happening happening, Mentioned mentioned, Told told, int index, out List<SiteDamage> damages)
    {
        var type = ontology.SubTypes[happening.SubType];
        var trigger = happening.Main.Candidate;
        var anchor = told.Happenings[index].Anchor;
        var (said, statusWord) = told.Statuses[index];
        var rivals = Array.FindAll(told.Anchors, a => a != trigger.Token);
        var roles = fields.Roles.Find(document, mentioned.Actors, mentioned.Places, anchor, rivals);
        var place = fields.Places.Of(document, mentioned.Places, anchor);
        // What the main words leave open, the other words for the same happening may tell.
        for (var r = 0; r < Math.Min(happening.Readings.Count, MostReadings); r++)
        {
            var other = happening.Readings[r].Candidate;
            if (other.Token == trigger.Token) continue;
            var beside = new Anchor(other.Token, other.First, other.End, type.Name);
            roles = Filled(roles, fields.Roles.Find(document, mentioned.Actors, mentioned.Places, beside, rivals, beside: true));
            if (place?.Mention is null && fields.Places.Of(document, mentioned.Places, beside) is { Mention: not null } found) place = found;
        }
        place = fields.Taking.Town(document, trigger.Token, mentioned.Places, Taken(document, happening, type, mentioned, place), type.Control is not null);
        damages = fields.Damage.Read(document, happening, type, said, fields.Sites.Known(mentioned.Places));
        DamageClaim? damage = null;
        if (damages.Count > 0) (damage, place) = fields.Sites.Find(document, mentioned.Places, damages[0], place);
        var evidence = Evidence(document, happening);
        // Whose the loss is did not do it.
        if (type.Control is not null && roles.Recipients.IsEmpty && fields.Taking.Words.Losing.Contains(document.Tokens[trigger.Token].Lemma)
            && LoserTold.Of(document, mentioned.Actors, trigger.Token) is { } loser && roles.Actors.All(a => a.Name == loser.Name)) roles = roles with { Actors = [], Recipients = [loser] };
        type = ByTaker(happening, type, roles);
        var report = document.Report;
        var because = Because(document, cues, readings, happening, statusWord, said);
        if (place is not null) because = because.Add("place: " + place.Because);
        var date = When(document, anchor, said, mentioned, ref because);
        return new()
        {
            Id = IdOf(document, type.Name, evidence[0], place?.Mention?.Span),
            ReportId = report.Id,
            ReportContent = report.ContentId,
            PublishedOn = report.PublishedOn,
            Publisher = report.Publisher,
            Block = document.BlockKindOf(trigger.Token),
            SubType = type.Name,
            Type = type.Type,
            Plover = type.Plover,
            Status = said,
            Actors = roles.Actors,
            Recipients = roles.Recipients,
            Targets = Targets(document, happening, type, roles, mentioned),
            Place = place,
            Date = date,
            Fatalities = told.Losses[index].Dead,
            Injured = told.Losses[index].Injured,
            Weapons = Weapons(document, happening, anchor),
            Attribution = fields.Attribution.Of(document, mentioned.Actors, told.Sources, anchor, Beside(happening), said),
            Control = fields.Control.Read(document, happening, type, roles.Actors, roles.Recipients, said, place?.Mention, mentioned.Actors),
            Damage = damage,
            Evidence = evidence,
            Quote = document.TextOf(evidence[0]),
            Confidence = Math.Round(happening.Belief, 3),
            Because = because.AddRange(roles.Because),
        };
    }

    // A taking told as a happening of its own is not told again by the fight beside it.
    private void OnceOnly(ImmutableArray<Claim>.Builder claims)
    {
        for (var c = 0; c < claims.Count; c++)
            if (claims[c].Control is { Change: ControlChange.Gained } && !Takes(claims[c]))
                foreach (var other in claims)
                    if (Takes(other) && other.Control is not null && string.Equals(other.Place?.Place?.Id, claims[c].Place?.Place?.Id, StringComparison.Ordinal)) { claims[c] = claims[c] with { Control = null }; break; }
    }

    private bool Takes(Claim claim) => ontology.SubTypes.Any(t => t.Control is not null && t.Name == claim.SubType);

    // A group called now by its name, now by its short name, has one name in all claims of a report: the first.
    private static void OneName(ImmutableArray<Claim>.Builder claims)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        Participant Named(Participant party)
        {
            if (party.ActorId is null || party.Kind is not (ActorKind.RebelGroup or ActorKind.PoliticalMilitia or ActorKind.IdentityMilitia)) return party;
            if (names.TryGetValue(party.ActorId, out var first)) return party with { Name = first };
            names.Add(party.ActorId, party.Name);
            return party;
        }
        ImmutableArray<Participant> All(ImmutableArray<Participant> parties) => [.. parties.Select(Named).DistinctBy(p => (p.Name, p.Kind))];
        for (var c = 0; c < claims.Count; c++) claims[c] = claims[c] with { Actors = All(claims[c].Actors), Recipients = All(claims[c].Recipients) };
    }

    // What is taken is where it was: the object of the taking stands before any other place of the sentence.
    private PlaceReference? Taken(Document document, Happening happening, SubEventType type, Mentioned mentioned, PlaceReference? place)
    {
        // "Enters X, a stronghold in the region of Y", "shells X in Y".
        if (type.Control != HoldingRole.Actor)
            return (place?.Mention is null || place.Mention.Place is { Kind: PlaceKind.Region or PlaceKind.Country }) && document.Tokens[happening.Main.Candidate.Token].Upos == Upos.VERB
                && fields.Taking.Next(document, mentioned.Places, happening.Main.Candidate.Token) is { Place: { Kind: PlaceKind.Settlement or PlaceKind.Quarter or PlaceKind.Facility or PlaceKind.Other } } goal
                ? new(fields.Places.Widen(document, goal), goal.Country ?? place?.Country, "the object of '" + document.Tokens[happening.Main.Candidate.Token].Lower + "'") : place;
        PlaceReference? wide = null;
        if (place?.Mention is { } told && fields.Taking.Next(document, mentioned.Places, happening.Main.Candidate.Token)?.Span.Overlaps(told.Span) == true) return place;
        foreach (var reading in happening.Readings)
            if (place?.Mention is { } chosen && document.Tokens[reading.Candidate.Token].Upos == Upos.VERB
                && fields.Taking.Next(document, mentioned.Places, reading.Candidate.Token) is { Place: not { Kind: PlaceKind.Region or PlaceKind.Country or PlaceKind.Continent } } next && next.End <= chosen.First)
                return new(fields.Places.Widen(document, next), next.Country ?? place.Country, "what '" + document.Tokens[reading.Candidate.Token].Lower + "' takes");
        foreach (var reading in happening.Readings)
            if (place?.Mention is { } chosen && fields.Taking.IsTaken(document, chosen, reading.Candidate.Token)) return place;
        foreach (var reading in happening.Readings)
        {
            var token = reading.Candidate.Token;
            if (fields.Taking.Of(document, mentioned.Places, token) is not { } taken) continue;
            var found = new PlaceReference(fields.Places.Widen(document, taken), taken.Country ?? place?.Country, "what '" + document.Tokens[token].Lower + "' takes");
            if (taken.Place is not { Kind: PlaceKind.Region or PlaceKind.Country or PlaceKind.Continent }) return found;
            wide ??= found;
        }
        return place?.Mention is null ? wide ?? place : place;
    }

    // Codebook, rule 3: who takes a place decides between the two types of taking one, where the words leave it open.
    private SubEventType ByTaker(Happening happening, SubEventType type, Roles roles)
    {
        if (type.Takers.IsEmpty || roles.Actors.Length == 0 || type.Takers.Contains(roles.Actors[0].Kind)) return type;
        for (var t = 0; t < ontology.SubTypes.Length; t++)
            if (ontology.SubTypes[t].Takers.Contains(roles.Actors[0].Kind) && happening.Main.Belief[t] > OpenChoice
                && !(roles.Actors[0].Kind == ActorKind.StateForces && roles.Recipients.Any(r => r.Kind is ActorKind.StateForces or ActorKind.ExternalForces))) return ontology.SubTypes[t];
        return type;
    }

    private ImmutableArray<Participant> Targets(Document document, Happening happening, SubEventType type, Roles roles, Mentioned mentioned)
    {
        var sentences = new SortedSet<int>();
        foreach (var reading in happening.Readings) sentences.Add(reading.Candidate.Sentence);
        var told = roles.Recipients.AddRange(roles.Targets);
        return roles.Targets.AddRange(fields.Targets.Of(document, mentioned.Actors, type.Name, sentences).Where(t => !told.Any(r => r.Span == t.Span || r.Name == t.Name)));
    }

    private static Roles Filled(Roles roles, Roles other) => new(
        roles.Actors.Length > 0 ? roles.Actors : [.. other.Actors.Where(a => !roles.Recipients.Any(r => r.Name == a.Name))],
        roles.Recipients.Length > 0 ? Joined(roles, other.Recipients) : [.. other.Recipients.Where(a => !roles.Actors.Any(r => r.Name == a.Name))],
        roles.Because.AddRange(other.Because))
    {
        Targets = [.. roles.Targets, .. other.Targets.Where(t => !roles.Targets.Any(r => r.Name == t.Name))],
    };

    // With any of the words for the happening a weapon may be named.
    private ImmutableArray<Weapon> Weapons(Document document, Happening happening, Anchor anchor)
    {
        var weapons = fields.Weapons.Of(document, anchor);
        foreach (var reading in happening.Readings.Take(MostReadings))
            foreach (var other in fields.Weapons.Of(document, new(reading.Candidate.Token, reading.Candidate.First, reading.Candidate.End, anchor.SubType)))
                if (!weapons.Any(w => w.Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase))) weapons = weapons.Add(other);
        return weapons;
    }

    // Victims named with other words for the same happening stand beside those named with its main words.
    private static ImmutableArray<Participant> Joined(Roles roles, ImmutableArray<Participant> others) =>
        [.. roles.Recipients, .. others.Where(o => o.Kind == ActorKind.Individual && !roles.Actors.Concat(roles.Recipients).Any(r => r.Name.Contains(o.Name, StringComparison.OrdinalIgnoreCase)))];

    private ContentId IdOf(Document document, string subType, Span evidence, Span? place) =>
        ContentId.Of(document.Report.ContentId.ToString(), subType, evidence.ToString(), place?.ToString(), coder.ToString());

    private static ImmutableArray<Span> Evidence(Document document, Happening happening)
    {
        var spans = ImmutableArray.CreateBuilder<Span>();
        spans.Add(EvidenceCutter.Cut(document, happening.Main.Candidate));
        foreach (var reading in happening.Readings)
        {
            var at = document.Tokens[reading.Candidate.Token].Span;
            var covered = false;
            foreach (var span in spans) covered |= span.Contains(at);
            if (!covered) spans.Add(EvidenceCutter.Cut(document, reading.Candidate));
        }
        return spans.ToImmutable();
    }

    // Who says so may stand with any of the words that tell of the happening; the main one is asked first.
    private static List<int> Beside(Happening happening)
    {
        var words = new List<int>();
        for (var r = 0; r < Math.Min(happening.Readings.Count, MostReadings); r++)
            if (happening.Readings[r].Candidate.Token != happening.Main.Candidate.Token) words.Add(happening.Readings[r].Candidate.Token);
        return words;
    }

    private DateReference? When(Document document, Anchor anchor, ClaimStatus said, Mentioned mentioned, ref ImmutableArray<string> because)
    {
        var date = fields.Dates.Date(document, mentioned.Times, anchor, said, mentioned.Today, out var noDay);
        if (noDay is not null) because = because.Add($"warning: no day from '{document.TextOf(noDay.Span)}': {noDay.Because}");
        // A caption's picture may be of any earlier day.
        return date is { Basis: DateBasis.ReportDay } && document.BlockKindOf(anchor.Token) == BlockKind.Caption ? null : date;
    }

    private ImmutableArray<string> Because(Document document, ulong[] cues, List<TriggerReading> readings, Happening happening, string? statusWord, ClaimStatus said)
    {
        var because = ImmutableArray.CreateBuilder<string>();
        var type = ontology.SubTypes[happening.SubType];
        var main = happening.Main;
        var words = document.TextOf(document.SpanOf(main.Candidate.First, main.Candidate.End));
        because.Add(string.Create(CultureInfo.InvariantCulture, $"trigger '{words}': {type.Name} {main.Belief[happening.SubType]:0.00}, lexicon {main.Candidate.Lexicon.Of(happening.SubType).ToString().ToLowerInvariant()}"));
        var rival = Rival(main, happening.SubType);
        var candidates = new List<Candidate>(readings.Count);
        foreach (var reading in readings) candidates.Add(reading.Candidate);
        var loud = reader.Why(document, cues, candidates, readings.IndexOf(main), happening.SubType, rival, 4);
        if (loud.Count > 0) because.Add("spoke for it: " + string.Join(", ", loud.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Feature} +{f.Weight:0.0}"))));
        because.Add(string.Create(CultureInfo.InvariantCulture, $"next likely: {(rival < ontology.SubTypes.Length ? ontology.SubTypes[rival].Name : "no event")} {main.Belief[rival]:0.00}"));
        if (happening.Readings.Count > 1)
            because.Add("told by: " + string.Join(", ", happening.Readings.Select(r => $"'{document.Tokens[r.Candidate.Token].Lower}'")));
        if (statusWord is not null) because.Add($"{WireName.Of(said)}: '{statusWord}'");
        return because.ToImmutable();
    }

    private static int Rival(TriggerReading reading, int subType)
    {
        var rival = subType == 0 ? 1 : 0;
        for (var t = 0; t < reading.Belief.Length; t++)
            if (t != subType && reading.Belief[t] > reading.Belief[rival]) rival = t;
        return rival;
    }
}
