using System.Collections.Immutable;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>The names of groups in one report: one called now by its name, now by its short name, has one name all through, the first.</summary>
internal sealed class GroupNames
{
    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);

    /// <summary>Parties by those names, each once.</summary>
    public ImmutableArray<Participant> Of(ImmutableArray<Participant> parties) => [.. parties.Select(Named).DistinctBy(p => (p.Name, p.Kind))];

    private Participant Named(Participant party)
    {
        if (party.ActorId is null || party.Kind is not (ActorKind.RebelGroup or ActorKind.PoliticalMilitia or ActorKind.IdentityMilitia)) return party;
        if (_first.TryGetValue(party.ActorId, out var first)) return party with { Name = first };
        _first.Add(party.ActorId, party.Name);
        return party;
    }
}
