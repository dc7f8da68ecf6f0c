using System.Collections.Immutable;
using Tetrapylon.Model;
using Tetrapylon.Record.Merging;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Record.Heritage;

/// <summary>The register of what was done to heritage: site → component → damage records, contradictory ones side by side.</summary>
public sealed class DamageRegister(DamageTerms terms)
{
    /// <summary>The key under which the claims about one site lie together.</summary>
    public static string SiteKey(DamageClaim damage, string? country) => damage.SiteId ?? $"named:{country?.ToLowerInvariant() ?? "xx"}:{NameFold.Fold(damage.Site)}";

    /// <param name="claims">The claims about one site.</param>
    /// <param name="history">The control history of the place a site lies in; null when there is none.</param>
    public ImmutableArray<DamageRecord> Of(IEnumerable<KnownClaim> claims, Func<Place, ControlHistory?> history)
    {
        var groups = new List<List<KnownClaim>>();
        // Only one claim of those that tell alike is held against the others.
        var alike = new List<List<KnownClaim>>();
        var at = new Dictionary<(DamageEffect, ClaimStatus, string, string?, bool, int?, int?), int>();
        foreach (var claim in claims.Where(c => c.Claim.Damage is not null).OrderBy(c => c, Comparer<KnownClaim>.Create(KnownClaim.ByKnowledge)))
        {
            var damage = claim.Claim.Damage!;
            var told = (damage.Effect, claim.Claim.Status, Fold(damage.Component), Agent(claim) is { } a ? KnownClaim.PartyKey(a.Name, a.ActorId) : null, damage.SiteId is null, claim.Start, claim.End);
            if (!at.TryGetValue(told, out var group))
            {
                group = alike.FindIndex(g => g.TrueForAll(other => Same(other, claim)));
                if (group < 0)
                {
                    group = groups.Count;
                    groups.Add([]);
                    alike.Add([]);
                }
                alike[group].Add(claim);
                at[told] = group;
            }
            groups[group].Add(claim);
        }
        // The fullest of the names a site is told by, where they are known to be of one site.
        var name = groups.SelectMany(g => g).Select(c => c.Claim.Damage!).MaxBy(d => d.Site.Length);
        var records = groups.ConvertAll(g => Record(g, name!.Site, history));
        return [.. records.Select((r, i) => r with
        {
            Contradicts = [.. records.Where((other, k) => k != i && Contradict(r, other)).Select(o => o.Id).Order()],
        })];
    }

    private bool Same(KnownClaim a, KnownClaim b)
    {
        DamageClaim x = a.Claim.Damage!, y = b.Claim.Damage!;
        if (x.Effect != y.Effect || a.Claim.Status != b.Claim.Status) return false;
        if (!string.Equals(Fold(x.Component), Fold(y.Component), StringComparison.Ordinal)) return false;
        if (Agent(a) is { } p && Agent(b) is { } q && !string.Equals(KnownClaim.PartyKey(p.Name, p.ActorId), KnownClaim.PartyKey(q.Name, q.ActorId), StringComparison.Ordinal)) return false;
        // A monument is destroyed once, though reports may differ about the day; an undated telling is of the destruction known.
        if (a.Start is null || b.Start is null) return true;
        if (x is { Effect: DamageEffect.Destroyed, Component: null, SiteId: not null } && a.Claim.Status == ClaimStatus.Asserted) return a.Start <= b.End + terms.DestroyedOnceDays && b.Start <= a.End + terms.DestroyedOnceDays;
        return a.Start <= b.End + terms.SameDays && b.Start <= a.End + terms.SameDays;
    }

    private DamageRecord Record(List<KnownClaim> claims, string name, Func<Place, ControlHistory?> history)
    {
        var known = claims[0];
        // What a reviewer stands behind is told first.
        claims = [.. claims.OrderByDescending(c => c.Reviewed)];
        var first = claims[0];
        // The narrowest dated telling bounds it best.
        var dated = claims.Where(c => c.Start is not null).OrderBy(c => c.End - c.Start).FirstOrDefault();
        // Tellings that exclude each other leave it open between them.
        var (start, end) = (dated?.Start, dated?.End);
        foreach (var other in claims)
            if (dated is not null && other.Start is not null && (other.Start > dated.End + terms.SameDays || other.End < dated.Start - terms.SameDays)) (start, end) = (Math.Min(start!.Value, other.Start.Value), Math.Max(end!.Value, other.End!.Value));
        var told = claims.Select(c => c.KnownSince).Where(d => d is not null).Min();
        var place = claims.Select(c => c.Place).FirstOrDefault(p => p is not null);
        var agent = claims.Select(Agent).FirstOrDefault(a => a is not null);
        var component = claims.Select(c => c.Claim.Damage!.Component).FirstOrDefault(c => c is not null);
        var severity = claims.Max(c => c.Claim.Damage!.Severity);
        var last = first.Claim.Attribution.IsEmpty ? null : first.Claim.Attribution[^1];
        var firstDamaged = dated is not null ? Days.Of(end!.Value) : told;
        var lastIntact = dated is not null && dated.Claim.Date!.Basis != DateBasis.ReportDay ? Days.Of(Math.Max(0, start!.Value - 1)) : default(NodaTime.LocalDate?);
        return new()
        {
            Id = ContentId.Of("damage", known.Claim.Id.ToString()),
            SiteId = claims.Select(c => c.Claim.Damage!.SiteId).FirstOrDefault(s => s is not null),
            Site = first.Reviewed ? first.Claim.Damage!.Site : name,
            Component = component,
            Place = place,
            Country = claims.Select(c => c.Country).FirstOrDefault(c => c is not null),
            Status = first.Claim.Status,
            Effect = first.Claim.Damage!.Effect,
            Severity = severity,
            Extent = claims.Select(c => c.Claim.Damage!.Extent).FirstOrDefault(e => e is not null),
            Cause = first.Claim.Damage.Effect == DamageEffect.Looted ? DamageCause.Looting : terms.Cause(first.Claim.SubType),
            CauseType = first.Claim.SubType,
            Agent = agent is null ? null : new(agent.Name, agent.Kind, agent.ActorId),
            AgentCertainty = Certainty(claims, agent),
            LastKnownIntact = lastIntact,
            FirstKnownDamaged = firstDamaged,
            Basis = first.Claim.Block == BlockKind.Caption ? DamageBasis.Caption
                : SourceCount.IsParty(first.Claim, last) ? DamageBasis.PerpetratorClaim : terms.Basis(last?.Kind ?? SourceKind.Unknown),
            ConditionAfter = first.Claim.Damage.Effect == DamageEffect.Destroyed && component is null ? DamageSeverity.Destroyed : severity,
            HeldThen = place is not null && firstDamaged is { } day ? history(place)?.On(dated is not null ? Days.Of(start!.Value) : day) : null,
            KnownSince = known.KnownSince,
            Confidence = Math.Round(claims.Max(c => c.Confidence), 3),
            Claims = [.. claims.Select(c => c.Claim.Id).Order()],
            Quote = first.Claim.Quote,
        };
    }

    private static AgentCertainty Certainty(List<KnownClaim> claims, Participant? agent)
    {
        if (agent is null) return AgentCertainty.NotTold;
        var reports = claims.Where(c => Agent(c) is not null).Select(c => c.Claim.ReportId).Distinct(StringComparer.Ordinal).Count();
        // The doer's own word, or two reports, leave no doubt; a word at second hand does.
        if (reports > 1 || claims.Exists(c => !c.Claim.Attribution.IsEmpty && SourceCount.IsParty(c.Claim, c.Claim.Attribution[^1]))) return AgentCertainty.Definite;
        return claims.Exists(c => c.Claim.Attribution.IsEmpty) ? AgentCertainty.Probable : AgentCertainty.Possible;
    }

    private static bool Contradict(DamageRecord a, DamageRecord b)
    {
        if (!string.Equals(Fold(a.Component), Fold(b.Component), StringComparison.Ordinal) || a.Status == ClaimStatus.Planned || b.Status == ClaimStatus.Planned) return false;
        if (a.Status != b.Status) return true;
        if (a.Effect != b.Effect) return false;
        return a.Agent is { } x && b.Agent is { } y && !string.Equals(KnownClaim.PartyKey(x.Name, x.ActorId), KnownClaim.PartyKey(y.Name, y.ActorId), StringComparison.Ordinal)
            && a.FirstKnownDamaged == b.FirstKnownDamaged;
    }

    private static Participant? Agent(KnownClaim claim) => claim.Claim.Actors.IsEmpty ? null : claim.Claim.Actors[0];

    private static string Fold(string? text) => text is null ? "" : NameFold.Fold(text);
}
