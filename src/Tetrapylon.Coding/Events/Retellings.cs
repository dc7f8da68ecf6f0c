using System.Collections.Frozen;
using System.Collections.Immutable;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Joins what a report tells twice: claims of one type, status, place and days whose sides do not contradict each other are one happening (codebook, rule 1), unless a word parts them ("another strike").</summary>
/// <param name="apart">Words that say of what follows that it is another happening.</param>
public sealed class Retellings(FrozenSet<string> apart)
{
    // Of so many unlike claims of one place and day the latest are asked.
    private const int MostAsked = 16;

    // Where the two name nobody alike they stand at most so many sentences apart.
    private const int Near = 3;

    // Words before a claim's evidence in which it may be told apart, at most.
    private const int Reach = 30;

    /// <exception cref="DataException">Something in the file is wrong.</exception>
    public static Retellings Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/events/retold.yaml"), problems);
        problems.ThrowIfAny();
        map!.OptionalText("origin");
        map.OptionalText("licence");
        var apart = map.Texts("apart").ToFrozenSet(StringComparer.Ordinal);
        map.Done();
        problems.ThrowIfAny();
        return new(apart);
    }

    /// <summary>The claims, each happening once; what only a later telling says is the first's.</summary>
    public void Join(Document document, ImmutableArray<Claim>.Builder claims)
    {
        if (claims.Count < 2) return;
        var alike = new Dictionary<(string, ClaimStatus, string, DayRange), List<int>>();
        var (kept, again) = (0, new Dictionary<int, List<Claim>>());
        for (var c = 0; c < claims.Count; c++)
        {
            var claim = claims[c];
            if (claim is { Date.Days: var days, Place.Mention: { } mention })
            {
                var key = (claim.SubType, claim.Status, mention.Place?.Id ?? mention.Text, days);
                if (!alike.TryGetValue(key, out var told)) alike.Add(key, told = []);
                if (!IsApart(document, claim) && First(document, claims, told, claim) is var first and >= 0)
                {
                    claims[first] = Filled(claims[first], claim);
                    if (!again.TryGetValue(first, out var tellings)) again.Add(first, tellings = []);
                    tellings.Add(claim);
                    continue;
                }
                told.Add(kept);
            }
            claims[kept++] = claim;
        }
        claims.Count = kept;
        foreach (var (first, tellings) in again)
            claims[first] = claims[first] with
            {
                Evidence = [.. claims[first].Evidence.Concat(tellings.SelectMany(t => t.Evidence)).Distinct()],
                Because = claims[first].Because.AddRange(tellings.Select(t => "told again: '" + t.Quote + "'")),
            };
    }

    private static int First(Document document, ImmutableArray<Claim>.Builder claims, List<int> told, Claim again)
    {
        for (var t = Math.Max(0, told.Count - MostAsked); t < told.Count; t++)
            if (IsSame(document, claims[told[t]], again)) return told[t];
        return -1;
    }

    private static bool IsSame(Document document, Claim one, Claim other) =>
        (Meets(one.Actors, other.Actors) || Meets(one.Recipients, other.Recipients) || Math.Abs(SentenceOf(document, one) - SentenceOf(document, other)) <= Near)
        && Fits(one.Actors, other.Actors) && Fits(one.Recipients, other.Recipients) && !Meets(one.Actors, other.Recipients) && !Meets(one.Recipients, other.Actors)
        && (one.Damage is null || other.Damage is null || one.Damage.SiteId == other.Damage.SiteId && (one.Damage.SiteId is not null || one.Damage.Site == other.Damage.Site) && one.Damage.Effect == other.Damage.Effect);

    private static bool Fits(ImmutableArray<Participant> some, ImmutableArray<Participant> others) => some.IsEmpty || others.IsEmpty || Meets(some, others);

    private static bool Meets(ImmutableArray<Participant> some, ImmutableArray<Participant> others) =>
        some.Any(s => others.Any(o => s.ActorId is not null ? s.ActorId == o.ActorId : string.Equals(s.Name, o.Name, StringComparison.OrdinalIgnoreCase)));

    private bool IsApart(Document document, Claim claim)
    {
        var (tokens, evidence) = (document.Tokens, claim.Evidence[0]);
        var begins = InTextOrder.FirstFrom(tokens, evidence.Start, static t => t.Span.Start);
        for (var t = Math.Max(document.Sentences[SentenceOf(document, claim)].First, begins - Reach); t < tokens.Length && tokens[t].Span.Start < evidence.End; t++)
            if (apart.Contains(tokens[t].Lower)) return true;
        return false;
    }

    private static int SentenceOf(Document document, Claim claim) => InTextOrder.FirstFrom(document.Sentences, claim.Evidence[0].Start + 1, s => document.Tokens[s.End - 1].Span.End);

    private static Claim Filled(Claim first, Claim again) => first with
    {
        Actors = first.Actors.IsEmpty ? again.Actors : first.Actors,
        Recipients = first.Recipients.IsEmpty ? again.Recipients : first.Recipients,
        Targets = first.Targets.IsEmpty ? again.Targets : first.Targets,
        Fatalities = first.Fatalities ?? again.Fatalities,
        Injured = first.Injured ?? again.Injured,
        Weapons = first.Weapons.IsEmpty ? again.Weapons : first.Weapons,
        Attribution = first.Attribution.IsEmpty ? again.Attribution : first.Attribution,
        Control = first.Control ?? again.Control,
        Damage = first.Damage ?? again.Damage,
        Confidence = Math.Max(first.Confidence, again.Confidence),
    };
}
