using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Model;
using Tetrapylon.Record.Control;
using Tetrapylon.Record.Heritage;
using Tetrapylon.Record.Merging;

namespace Tetrapylon.Record;

/// <summary>Derives events, control and damage from claims: pure, and the same for every order and batching of the same claims.</summary>
public sealed class Reconciler(RecordRules rules)
{
    /// <summary>Part of the rules' id: raise it when the derivation itself changes.</summary>
    internal const string Version = "4";

    private readonly EventFolder _folder = new(rules.Merge);
    private readonly ControlReckoner _control = new(rules.Control, rules.Sides);
    private readonly DamageRegister _damage = new(rules.Damage);

    internal Merger Merger { get; } = new(rules.Merge);

    /// <summary>The events the claims tell of, by the claim known first.</summary>
    /// <param name="breathe">Called every few milliseconds; may throw to end the work.</param>
    public IEnumerable<Event> Events(IReadOnlyList<KnownClaim> claims, Action? breathe = null)
    {
        foreach (var country in claims.GroupBy(c => c.Country, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            foreach (var happening in Merger.Cluster([.. country], breathe))
                yield return _folder.Fold(happening);
    }

    /// <summary>Who held a place, by the claims about it, its parts and its region.</summary>
    /// <param name="near">Who is told to fight whom in a country about a day; see <see cref="Encounter"/>.</param>
    public ControlHistory Control(Place place, IReadOnlyList<KnownClaim> claims, Func<string, LocalDate, IReadOnlyList<Encounter>>? near = null) => _control.Of(place, claims, near);

    /// <summary>The two sides that a claim tells of against each other; null when it tells of none.</summary>
    public Encounter? Encounter(KnownClaim claim) => _control.EncounterOf(claim);

    /// <summary>What was done to one site.</summary>
    public ImmutableArray<DamageRecord> Damage(IEnumerable<KnownClaim> claims, Func<Place, ControlHistory?> history) => _damage.Of(claims, history);
}
