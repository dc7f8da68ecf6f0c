using Tetrapylon.Model;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Record.Merging;

/// <summary>Tells independent sources apart: copies of one text, reports that quote the same original source, and reports of one publisher are one source.</summary>
internal static class SourceCount
{
    /// <summary>The sources of one happening, by first knowledge.</summary>
    /// <param name="claims">In order of first knowledge.</param>
    public static List<EventSource> Of(List<KnownClaim> claims, double copies)
    {
        var group = new int[claims.Count];
        for (var i = 0; i < group.Length; i++) group[i] = i;
        for (var i = 0; i < group.Length; i++)
            for (var j = 0; j < i; j++)
                if (group[i] != group[j] && OneSource(claims[i], claims[j], copies))
                {
                    var (keep, drop) = (Math.Min(group[i], group[j]), Math.Max(group[i], group[j]));
                    for (var k = 0; k <= i; k++)
                        if (group[k] == drop) group[k] = keep;
                }
        var sources = new List<EventSource>();
        for (var first = 0; first < group.Length; first++)
        {
            if (group[first] != first) continue;
            var members = new List<ContentId>();
            for (var k = first; k < group.Length; k++)
                if (group[k] == first) members.Add(claims[k].Claim.Id);
            members.Sort();
            var claim = claims[first].Claim;
            var last = claim.Attribution.IsEmpty ? null : claim.Attribution[^1];
            sources.Add(new(last?.Name ?? claim.Publisher ?? claim.ReportId, last?.Kind ?? SourceKind.Unknown, IsParty(claim, last), [.. members]));
        }
        return sources;
    }

    /// <summary>True when the source speaks of its own doing or suffering.</summary>
    public static bool IsParty(Claim claim, AttributionLink? source)
    {
        if (source is null) return false;
        if (source.Kind == SourceKind.PartyToConflict) return true;
        foreach (var party in claim.Actors)
            if (SameParty(party, source)) return true;
        foreach (var party in claim.Recipients)
            if (SameParty(party, source)) return true;
        return false;
    }

    private static bool SameParty(Participant party, AttributionLink source) =>
        party.ActorId is not null && string.Equals(party.ActorId, source.ActorId, StringComparison.Ordinal)
        || string.Equals(NameFold.Fold(party.Name), NameFold.Fold(source.Name), StringComparison.Ordinal);

    private static bool OneSource(KnownClaim a, KnownClaim b, double copies)
    {
        string? x = Origin(a.Claim), y = Origin(b.Claim);
        if (x is not null && string.Equals(x, y, StringComparison.Ordinal)) return true;
        return a.Claim.ReportContent == b.Claim.ReportContent || a.Text.Likeness(b.Text) >= copies;
    }

    private static string? Origin(Claim claim)
    {
        // "Police", "officials", "witnesses" of two reports need not be the same people: only a named source is.
        if (!claim.Attribution.IsEmpty)
        {
            var last = claim.Attribution[^1];
            return last.ActorId is { } id ? "actor " + id : char.IsUpper(last.Name.Length > 0 ? last.Name[0] : ' ') ? "name " + NameFold.Fold(last.Name) : null;
        }
        return claim.Publisher is { } publisher ? "publisher " + NameFold.Fold(publisher) : null;
    }
}
