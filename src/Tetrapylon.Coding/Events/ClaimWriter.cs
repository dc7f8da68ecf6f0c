using System.Collections.Immutable;
using System.Globalization;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Writes the claims that happenings make: each field from the words it stands in, and why.</summary>
public sealed class ClaimWriter(EventOntology ontology, EventReader reader, ClaimFields fields, ContentId coder)
{
    private const float OpenChoice = 0.12f;
    private readonly HappeningRoles _roles = new(fields.Roles, fields.Targets, fields.Weapons);
    private readonly PlaceList _lists = new(fields.Places);
    private readonly string _coder = coder.ToString();

    /// <param name="scene">The report, as the roles of its happenings are read from it.</param>
    internal ImmutableArray<Claim> Write(Document document, ulong[] cues, List<TriggerReading> readings, List<Happening> happenings, Mentioned mentioned, RoleScene scene)
    {
        var claims = ImmutableArray.CreateBuilder<Claim>(happenings.Count);
        var sheet = new CodingSheet(document, cues, readings, happenings, mentioned, scene, ontology, fields);
        for (var h = 0; h < happenings.Count; h++)
        {
            var happening = happenings[h];
            var claim = Write(sheet, happening, h, out var damages);
            var place = claim.Place?.Mention;
            var others = place is null ? [] : Beside(sheet, place, damages);
            var dead = others.Count > 0 && claim.Fatalities is { } told ? fields.Losses.ByPlace(document, [place!.First, .. others.Select(o => o.First)], told, fields.Places.IsKind) : null;
            if (dead is not null) claim = claim with { Fatalities = dead[0] };
            claims.Add(claim);
            claims.AddRange(OtherSites(sheet, claim, damages));
            // A list of places under one verb is one event a place; losses told jointly stand on the first.
            for (var o = 0; o < others.Count; o++) claims.Add(At(sheet, claim, others[o], "named beside '" + place!.Text + "'") with { Fatalities = dead?[o + 1] });
            if (ontology.SubTypes[happening.SubType].Control == HoldingRole.Actor && claim.Control is { Change: ControlChange.Gained }) Further(sheet, happening, claim, claims);
        }
        OnceOnly(claims);
        var names = new GroupNames(document, mentioned.Actors, fields.Taking.Words.Nameless);
        for (var c = 0; c < claims.Count; c++) claims[c] = names.Of(claims[c]);
        fields.Retellings.Join(document, claims);
        return claims.DrainToImmutable();
    }

    /// <summary>What is told again or in passing: of each happening only who and what is named in it.</summary>
    internal ImmutableArray<Aside> Asides(Document document, List<Happening> happenings, Mentioned mentioned, RoleScene scene)
    {
        if (happenings.Count == 0) return [];
        var (told, names) = (new Told(document, happenings, ontology, fields.Status), new GroupNames(document, mentioned.Actors, fields.Taking.Words.Nameless));
        var asides = ImmutableArray.CreateBuilder<Aside>(happenings.Count);
        for (var h = 0; h < happenings.Count; h++)
        {
            var (anchor, said) = told.Happenings[h];
            var type = ontology.SubTypes[happenings[h].SubType];
            var roles = _roles.Of(scene, happenings[h], anchor, told.RivalsOf(h));
            var targets = _roles.Targets(document, happenings[h], type, roles, mentioned.Actors);
            type = ByTaker(document, happenings[h], type, roles);
            asides.Add(new(type.Name, type.Type, said, names.Of(roles.Actors), names.Of(roles.Recipients), targets, _roles.Weapons(document, happenings[h], anchor)));
        }
        return asides.DrainToImmutable();
    }

    // The places told side by side with one, but for monuments that were hit.
    private List<PlaceMention> Beside(CodingSheet sheet, PlaceMention place, List<SiteDamage> damages)
    {
        var others = _lists.Beside(sheet.Document, sheet.Mentioned.Places, place, sheet.IsTrigger);
        others.RemoveAll(o => damages.Exists(d => d.Claim.Span.Overlaps(o.Span)));
        return others;
    }

    private Claim At(CodingSheet sheet, Claim claim, PlaceMention place, string because) =>
        claim with { Id = IdOf(sheet, claim.SubType, claim.Evidence[0], place.Span), Place = new(place, place.Country ?? claim.Place?.Country, because), Fatalities = null, Injured = null };

    // Each place taken is an event of its own, also one that another verb takes or that is named as one of many.
    private void Further(CodingSheet sheet, Happening happening, Claim claim, ImmutableArray<Claim>.Builder claims)
    {
        var (document, mentioned) = (sheet.Document, sheet.Mentioned);
        for (; sheet.Followed < claims.Count; sheet.Followed++)
            if (claims[sheet.Followed] is { Control.Change: ControlChange.Gained, Place.Place: { } earlier } && Takes(claims[sheet.Followed])) sheet.Taken.Add(earlier.Id);
        var told = sheet.Taken;
        void Tell(PlaceMention place, Claim of, string because)
        {
            if (place.Place is { } known && !told.Add(known.Id)) return;
            claims.Add(At(sheet, of, place, because));
        }
        if (claim.Place?.Mention is { } main)
            foreach (var (place, reading) in fields.Further.Others(document, happening, mentioned.Places, main))
            {
                var candidate = reading.Candidate;
                if (fields.Status.Read(document, candidate, out _) != ClaimStatus.Asserted || fields.Taking.IsTried(document, candidate.Token)) continue;
                var roles = fields.Roles.Find(sheet.Scene, new(candidate.Token, candidate.First, candidate.End, claim.SubType));
                if (fields.Taking.Taker(document, roles.Actors, candidate.Token) is not { } taker) continue;
                var other = claim with { Actors = roles.Actors, Recipients = roles.Recipients, Control = new(taker, ControlChange.Gained), Evidence = [EvidenceCutter.Cut(document, candidate)] };
                var because = "what '" + document.Tokens[candidate.Token].Lower + "' takes";
                Tell(place, other with { Quote = document.TextOf(other.Evidence[0]) }, because);
                foreach (var beside in _lists.Beside(document, mentioned.Places, place, sheet.IsTrigger)) Tell(beside, other with { Quote = document.TextOf(other.Evidence[0]) }, because);
            }
        if (fields.Further.Included(document, happening, mentioned.Places) is not { } included) return;
        Tell(included, claim, "named as one of those taken");
        foreach (var beside in _lists.Beside(document, mentioned.Places, included, sheet.IsTrigger)) Tell(beside, claim, "named as one of those taken");
    }

    // So is a list of monuments, and what was done to others besides.
    private IEnumerable<Claim> OtherSites(CodingSheet sheet, Claim claim, List<SiteDamage> damages)
    {
        var (document, mentioned) = (sheet.Document, sheet.Mentioned);
        foreach (var other in damages.Skip(1))
        {
            var (named, deed) = (fields.Sites.Named(mentioned.Places, other.Claim.Span) is not null, other.Claim.Effect != damages[0].Claim.Effect);
            if (!named && !deed) continue;
            var (damage, place) = fields.Sites.Find(document, mentioned.Places, other, named ? null : claim.Place);
            // "Has destroyed monuments, while looting other treasures": told by its own words.
            var evidence = deed ? [EvidenceCutter.Cut(document, other.Deed)] : claim.Evidence;
            if (deed || damage.SiteId != claim.Damage?.SiteId)
                yield return claim with { Id = IdOf(sheet, claim.SubType, evidence[0], damage.Span), Damage = damage, Place = place, Fatalities = null, Injured = null, Evidence = evidence, Quote = document.TextOf(evidence[0]) };
        }
    }

    /// <summary>What is read of each happening before who holds its place.</summary>
    internal List<Setting> Settings(Document document, ulong[] cues, List<TriggerReading> readings, List<Happening> happenings, Mentioned mentioned)
    {
        var sheet = new CodingSheet(document, cues, readings, happenings, mentioned, new(document, mentioned.Actors, mentioned.Places), ontology, fields);
        return [.. Enumerable.Range(0, happenings.Count).Select(h => Look(sheet, happenings[h], h, out _, out _))];
    }

    private Setting Look(CodingSheet sheet, Happening happening, int index, out List<SiteDamage> damages, out DamageClaim? damage)
    {
        var (document, mentioned, told) = (sheet.Document, sheet.Mentioned, sheet.Told);
        var type = ontology.SubTypes[happening.SubType];
        var trigger = happening.Main.Candidate;
        var anchor = told.Happenings[index].Anchor;
        var said = told.Statuses[index].Said;
        var roles = _roles.Of(sheet.Scene, happening, anchor, told.RivalsOf(index));
        var place = fields.Places.Of(document, mentioned.Places, mentioned.Actors, anchor);
        // What the main words leave open, the other words for the same happening may tell.
        foreach (var other in HappeningRoles.Beside(happening))
            if (place?.Mention is null && fields.Places.Of(document, mentioned.Places, mentioned.Actors, new(other.Token, other.First, other.End, type.Name)) is { Mention: not null } found) place = found;
        place = fields.Taking.Town(document, trigger.Token, mentioned.Places, Taken(document, happening, type, mentioned, place), type.Control is not null);
        damages = fields.Damage.Read(document, happening, type, said, sheet.KnownSites, told.RivalsOf(index));
        damage = null;
        if (damages.Count > 0) (damage, place) = fields.Sites.Find(document, mentioned.Places, damages[0], place);
        if (type.Control == HoldingRole.Actor && Loss(document, happening, mentioned, roles) is { } loss) roles = loss;
        return ByGrammar(document, happening, new(ByTaker(document, happening, type, roles), said, roles, place), mentioned);
    }

    // Who takes it by the grammar stands against who is named with it: "as they take the town from the hands of X".
    private Setting ByGrammar(Document document, Happening happening, Setting setting, Mentioned mentioned)
    {
        var (type, roles) = (setting.Type, setting.Roles);
        if (type.Control != HoldingRole.Actor || roles.Actors.IsEmpty || fields.Control.ByRule(document, happening, setting, mentioned.Actors) is not { Change: ControlChange.Gained, Holder: { } holder }
            || roles.Actors.Any(a => IsSame(a, holder)) || !ControlReader.BearsArms(holder.Kind)) return setting;
        roles = roles with { Actors = [holder], Recipients = roles.Recipients.IsEmpty ? roles.Actors : roles.Recipients };
        return setting with { Type = ByTaker(document, happening, type, roles), Roles = roles };
    }

    private Claim Write(CodingSheet sheet, Happening happening, int index, out List<SiteDamage> damages)
    {
        var (document, mentioned, told) = (sheet.Document, sheet.Mentioned, sheet.Told);
        var setting = Look(sheet, happening, index, out damages, out var damage);
        var (type, said, roles, place) = setting;
        var trigger = happening.Main.Candidate;
        var anchor = told.Happenings[index].Anchor;
        var evidence = Evidence(document, happening);
        var report = document.Report;
        var because = Because(sheet, happening, told.Statuses[index].Word, said);
        if (place is not null) because = because.Add("place: " + place.Because);
        var date = When(document, anchor, said, mentioned, ref because);
        return new()
        {
            Id = IdOf(sheet, type.Name, evidence[0], place?.Mention?.Span),
            ReportId = report.Id,
            ReportContent = sheet.Content,
            PublishedOn = report.PublishedOn,
            Publisher = report.Publisher,
            Block = document.BlockKindOf(trigger.Token),
            SubType = type.Name,
            Type = type.Type,
            Plover = type.Plover,
            Status = said,
            Actors = roles.Actors,
            Recipients = roles.Recipients,
            Targets = _roles.Targets(document, happening, type, roles, mentioned.Actors),
            Place = place,
            Date = date,
            Fatalities = sheet.Losses[index].Dead,
            Injured = sheet.Losses[index].Injured,
            Weapons = _roles.Weapons(document, happening, anchor),
            Attribution = fields.Attribution.Of(document, mentioned.Actors, sheet.Sources, anchor, [.. HappeningRoles.Beside(happening).Select(c => c.Token)], said),
            Control = fields.Control.Of(document, happening, setting, mentioned.Actors),
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
        var taken = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var claim in claims)
            if (claim.Control is not null && Takes(claim)) taken.Add(claim.Place?.Place?.Id);
        for (var c = 0; c < claims.Count; c++)
            if (claims[c].Control is { Change: ControlChange.Gained } && taken.Contains(claims[c].Place?.Place?.Id) && !Takes(claims[c])) claims[c] = claims[c] with { Control = null };
    }

    private bool Takes(Claim claim) => ontology.SubTypes.Any(t => t.Control is not null && t.Name == claim.SubType);

    // What is taken is where it was: the object of the taking stands before any other place of the sentence.
    private PlaceReference? Taken(Document document, Happening happening, SubEventType type, Mentioned mentioned, PlaceReference? place)
    {
        // "Enters X, a stronghold in the region of Y", "shells X in Y".
        if (type.Control != HoldingRole.Actor)
            return (place?.Mention is null || place.Mention.Place is { Kind: PlaceKind.Region or PlaceKind.Country }) && document.Tokens[happening.Main.Candidate.Token].Upos == Upos.VERB
                && fields.Taking.Next(document, mentioned.Places, happening.Main.Candidate.Token) is { Place: { Kind: PlaceKind.Settlement or PlaceKind.Quarter or PlaceKind.Facility or PlaceKind.Other } } goal
                ? new(fields.Places.Widen(document, goal), goal.Country ?? place?.Country, "the object of '" + document.Tokens[happening.Main.Candidate.Token].Lower + "'") : place;
        // "Three villages south of X: A, B and C".
        if (place?.Mention is { } near && fields.Taking.IsBeside(document, near) && fields.Further.Included(document, happening, mentioned.Places) is { } listed)
            return new(fields.Places.Widen(document, listed), listed.Country ?? place.Country, "named as one of those taken");
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

    // Whose the loss is did not do it; whom a place is lost to did.
    private Roles? Loss(Document document, Happening happening, Mentioned mentioned, Roles roles)
    {
        if (LoserTold.Of(document, mentioned.Actors, happening.Main.Candidate.Token, fields.Taking) is not { } loser) return null;
        var others = roles.Actors.RemoveAll(a => IsSame(a, loser));
        if (others.IsEmpty && fields.Taking.Goes(document, mentioned.Actors, happening.Main.Candidate.Token) is { } taker) others = [taker];
        return roles with { Actors = others, Recipients = roles.Recipients.IsEmpty ? [loser] : roles.Recipients };
    }

    // Codebook, rule 3: who takes a place decides between the two types of taking one, where the words leave it open; where nobody is told to, who loses it.
    private SubEventType ByTaker(Document document, Happening happening, SubEventType type, Roles roles)
    {
        if (type.Takers.IsEmpty || (roles.Actors.IsEmpty ? roles.Recipients.IsEmpty : type.Takers.Contains(roles.Actors[0].Kind))) return type;
        var lost = roles.Actors.IsEmpty;
        if (lost && !type.Takers.Contains(roles.Recipients[0].Kind)) return type;
        // "The rebels lost X" is told in the words of a taking by rebels.
        var open = lost && fields.Taking.IsLoss(document, happening.Main.Candidate.Token);
        for (var t = 0; t < ontology.SubTypes.Length; t++)
            if (ontology.SubTypes[t] is { Takers.IsEmpty: false } other && other != type && (lost ? !other.Takers.Contains(roles.Recipients[0].Kind) : other.Takers.Contains(roles.Actors[0].Kind)) && (open || happening.Main.Belief[t] > OpenChoice)
                && (lost || !(roles.Actors[0].Kind == ActorKind.StateForces && roles.Recipients.Any(r => r.Kind is ActorKind.StateForces or ActorKind.ExternalForces)))) return other;
        return type;
    }

    private static bool IsSame(Participant one, Participant other) => one.Span == other.Span || one.Name == other.Name || one.ActorId is not null && one.ActorId == other.ActorId;

    private ContentId IdOf(CodingSheet sheet, string subType, Span evidence, Span? place) => ContentId.Of(sheet.ContentName, subType, evidence.ToString(), place?.ToString(), _coder);

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

    private DateReference? When(Document document, Anchor anchor, ClaimStatus said, Mentioned mentioned, ref ImmutableArray<string> because)
    {
        var date = fields.Dates.Date(document, mentioned.Times, anchor, said, mentioned.Today, out var noDay);
        if (noDay is not null) because = because.Add($"warning: no day from '{document.TextOf(noDay.Span)}': {noDay.Because}");
        // A caption's picture may be of any earlier day.
        return date is { Basis: DateBasis.ReportDay } && document.BlockKindOf(anchor.Token) == BlockKind.Caption ? null : date;
    }

    private ImmutableArray<string> Because(CodingSheet sheet, Happening happening, string? statusWord, ClaimStatus said)
    {
        var document = sheet.Document;
        var because = ImmutableArray.CreateBuilder<string>();
        var type = ontology.SubTypes[happening.SubType];
        var main = happening.Main;
        var words = document.TextOf(document.SpanOf(main.Candidate.First, main.Candidate.End));
        because.Add(string.Create(CultureInfo.InvariantCulture, $"trigger '{words}': {type.Name} {main.Belief[happening.SubType]:0.00}, lexicon {main.Candidate.Lexicon.Of(happening.SubType).ToString().ToLowerInvariant()}"));
        var rival = Rival(main, happening.SubType);
        var loud = reader.Why(document, sheet.Cues, sheet.Candidates, sheet.IndexOf(main), happening.SubType, rival, 4, sheet.Said);
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
