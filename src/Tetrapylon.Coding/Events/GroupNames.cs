using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>The names of groups in one report: one called now by its name, now by its short name, has one name all through, the first; "jihadis", where one such group is named, are that group's.</summary>
/// <param name="nameless">Lemmas for armed men who by themselves are nobody's.</param>
internal sealed class GroupNames(Document document, ImmutableArray<ActorMention> named, FrozenSet<string> nameless)
{
    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);
    private readonly ActorMention? _only = Only(named);

    /// <summary>A claim's parties by those names, each once.</summary>
    public Claim Of(Claim claim) => claim with
    {
        Actors = Of(claim.Actors),
        Recipients = Of(claim.Recipients),
        Control = claim.Control is { Holder: { } holder } control ? control with { Holder = Whose(holder) } : claim.Control,
    };

    /// <summary>Parties by those names, each once.</summary>
    public ImmutableArray<Participant> Of(ImmutableArray<Participant> parties) => [.. parties.Select(Named).DistinctBy(p => (p.Name, p.Kind))];

    private Participant Named(Participant party)
    {
        if (party.ActorId is null) return Whose(party);
        if (party.Kind is not (ActorKind.RebelGroup or ActorKind.PoliticalMilitia or ActorKind.IdentityMilitia)) return party;
        if (_first.TryGetValue(party.ActorId, out var first)) return party with { Name = first };
        _first.Add(party.ActorId, party.Name);
        return party;
    }

    private Participant Whose(Participant party)
    {
        if (_only is not { } group || party.ActorId is not null || !(party.Kind is ActorKind.Unidentified || party.Kind == group.Kind)) return party;
        var head = InTextOrder.FirstFrom(document.Tokens, party.Span.Start, static t => t.Span.Start);
        return head < document.Tokens.Length && document.Tokens[head].Span == party.Span && nameless.Contains(document.Tokens[head].Lemma) ? party with { ActorId = group.ActorId, Kind = group.Kind } : party;
    }

    private static ActorMention? Only(ImmutableArray<ActorMention> named)
    {
        ActorMention? only = null;
        foreach (var mention in named)
            if (mention is { Proper: true, Kind: ActorKind.RebelGroup, ActorId: { } id })
            {
                if (only is not null && only.ActorId != id) return null;
                only ??= mention;
            }
        return only;
    }
}
