using Tetrapylon.Model;
using Tetrapylon.Record.Store;

namespace Tetrapylon.Record.Merging;

/// <summary>Tells independent sources apart: copies of one text, reports that quote the same original source, and reports of one publisher are one source.</summary>
internal static class SourceCount
{
    // More tellings of one happening than this are rare.
    private const int MostInPairs = 300;

    /// <summary>The sources of one happening, by first knowledge.</summary>
    /// <param name="claims">In order of first knowledge.</param>
    public static List<EventSource> Of(List<KnownClaim> claims, double copies)
    {
        var group = new int[claims.Count];
        for (var i = 0; i < group.Length; i++) group[i] = i;
        int First(int i)
        {
            while (group[i] != i) i = group[i] = group[group[i]];
            return i;
        }
        void Join(int i, int j)
        {
            int x = First(i), y = First(j);
            group[Math.Max(x, y)] = Math.Min(x, y);
        }
        var firstOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < group.Length; i++)
        {
            if (Origin(claims[i].Claim) is { } origin && !firstOf.TryAdd(origin, i)) Join(i, firstOf[origin]);
            if (!firstOf.TryAdd("report " + claims[i].Claim.ReportContent, i)) Join(i, firstOf["report " + claims[i].Claim.ReportContent]);
        }
        foreach (var (i, j) in Pairs(claims))
            if (First(i) != First(j) && claims[i].Text.Likeness(claims[j].Text) >= copies) Join(i, j);
        var members = new Dictionary<int, List<ContentId>>();
        for (var i = 0; i < group.Length; i++)
            if (members.TryGetValue(First(i), out var list)) list.Add(claims[i].Claim.Id);
            else members[First(i)] = [claims[i].Claim.Id];
        var sources = new List<EventSource>();
        for (var first = 0; first < group.Length; first++)
        {
            if (group[first] != first) continue;
            members[first].Sort();
            var claim = claims[first].Claim;
            var last = claim.Attribution.IsEmpty ? null : claim.Attribution[^1];
            sources.Add(new(last?.Name ?? claim.Publisher ?? claim.ReportId, last?.Kind ?? SourceKind.Unknown, IsParty(claim, last), [.. members[first]]));
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

    // Of few texts each is held against each; of many those that have a few runs of words in common, which copies have.
    private static IEnumerable<(int, int)> Pairs(List<KnownClaim> claims)
    {
        if (claims.Count <= MostInPairs)
        {
            for (var i = 0; i < claims.Count; i++)
                for (var j = 0; j < i; j++) yield return (i, j);
            yield break;
        }
        var lastWith = new Dictionary<(int, uint), int>();
        for (var i = 0; i < claims.Count; i++)
            for (var at = 0; at < TextSignature.Length; at++)
                if (claims[i].Text.At(at) is { } hash)
                {
                    if (lastWith.TryGetValue((at, hash), out var j)) yield return (i, j);
                    lastWith[(at, hash)] = i;
                }
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
