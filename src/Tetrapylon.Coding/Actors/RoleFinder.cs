using System.Collections.Immutable;
using System.Globalization;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Actors;

/// <summary>Says who does a happening and to whom, by the grammar and the words around its anchor.</summary>
public sealed class RoleFinder
{
    /// <summary>From this chance on somebody is who did it. The chances are set by cross-validation.</summary>
    public const double Enough = 0.5;

    /// <summary>Where nobody reaches <see cref="Enough"/>, the likeliest actor counts from this chance on.</summary>
    public const double EnoughAlone = 0.4;

    /// <summary>From this chance on somebody is who it was done to.</summary>
    public const double EnoughToSuffer = 0.4;

    /// <summary>From this chance on a structure stands for those whose it is ("police station"); below, it was only hit.</summary>
    public const double EnoughToStandFor = 0.6;

    /// <summary>What the main word of a happening leaves open is told by another of its words from this chance on.</summary>
    public const double EnoughBeside = 0.6;

    private readonly RoleWords _words;
    private readonly RoleCandidates _candidates;
    private readonly PersonsNamed _persons;
    private readonly RoleRanker? _ranker;

    private RoleFinder(RoleWords words, RoleRanker? ranker)
    {
        (_words, _ranker) = (words, ranker);
        _candidates = new(words, new(words));
        _persons = new(words);
    }

    /// <summary>Loads the words; without a ranker the grammar alone decides.</summary>
    public static RoleFinder Load(DataFolder data, RoleRanker? ranker) => new(RoleWords.Load(data, RoleLexicon.Load(data)), ranker);

    /// <param name="others">Words that the report's other happenings hang on.</param>
    /// <param name="beside">True for another word of a happening than its main one: only what it says clearly counts.</param>
    public Roles Find(Document document, ImmutableArray<ActorMention> actors, ImmutableArray<PlaceMention> places, Anchor anchor, ReadOnlySpan<int> others = default, bool beside = false) =>
        Find(new(document, actors, places), anchor, others, beside);

    /// <summary>The same, of one of a report's happenings.</summary>
    internal Roles Find(RoleScene scene, Anchor anchor, ReadOnlySpan<int> others = default, bool beside = false)
    {
        var (document, actors, places) = (scene.Document, scene.Actors, scene.Places);
        var (enough, enoughToSuffer) = beside ? (EnoughBeside, EnoughBeside) : (Enough, EnoughToSuffer);
        var hit = new List<(RoleCandidate Candidate, double Chance)>();
        var candidates = others.IsEmpty ? scene.Around(anchor, _candidates) : _candidates.Around(document, actors, places, anchor, others);
        if (candidates.Count == 0) return Roles.None;
        var doing = new List<(RoleCandidate Candidate, double Chance)>();
        var suffering = new List<(RoleCandidate Candidate, double Chance)>();
        (RoleCandidate Candidate, double Chance) best = default;
        (RoleCandidate Candidate, double Chance)? crowd = null;
        var named = candidates.FindAll(c => !IsBare(c.Mention));
        var chances = _ranker?.Chances(scene, anchor, named);
        var next = 0;
        foreach (var candidate in candidates)
        {
            if (IsBare(candidate.Mention))
            {
                // "two men" say little of whom it was done to, but are all that is known of who did it.
                if (!_words.Doers.Contains(candidate.Mention.Name.ToLowerInvariant())) continue;
                var (harmed, crowded) = (candidate.SentencesAway == 0 && _words.Harming.Contains(anchor.SubType), crowd is null && IsCrowd(candidate, anchor));
                if (!harmed && !crowded) continue;
                var chance = _ranker is null ? ByGrammar(candidate).Actor : _ranker.Alone(scene, anchor, [candidate])[0].Actor;
                if (harmed && chance >= enough) doing.Add((candidate with { Mention = WithCount(document, candidate.Mention) }, chance));
                else if (crowded) crowd = (candidate, chance);
                continue;
            }
            var (actor, recipient) = chances is null ? ByGrammar(candidate) : chances[next++];
            if (actor >= enough) doing.Add((candidate, actor));
            else if (recipient >= EnoughToSuffer && candidate.Mention.Kind == ActorKind.Structure && (recipient < EnoughToStandFor || IsSite(document, candidate)))
            {
                if (!candidate.AdHoc) hit.Add((candidate, recipient));
            }
            else if (recipient >= enoughToSuffer) suffering.Add((candidate, recipient));
            else if (actor > best.Chance && actor > recipient) best = (candidate, actor);
            if (crowd is null && IsCrowd(candidate, anchor) && candidate.Mention.Kind is ActorKind.Rioters or ActorKind.Protesters) crowd = (candidate, actor);
        }
        if (doing.Count == 0 && !beside && best.Chance >= EnoughAlone) doing.Add(best);
        if (doing.Count == 0 && crowd is { } people) doing.Add(people);

        suffering.RemoveAll(s => IsToldAlready(s.Candidate, candidates, suffering));
        AddOwners(document, actors, doing);
        suffering = _persons.Among(document, actors, anchor, suffering);
        doing.RemoveAll(d => suffering.Exists(s => s.Candidate.Mention.First == d.Candidate.Mention.First));
        var because = ImmutableArray.CreateBuilder<string>();
        var actorsFound = Distinct(document, doing, [], "actor", because);
        var recipientsFound = Distinct(document, suffering, actorsFound, "recipient", because);
        var targets = Distinct(document, hit, [.. actorsFound, .. recipientsFound], "target", because);
        return new(actorsFound, recipientsFound, because.DrainToImmutable()) { Targets = targets };
    }

    /// <summary>The candidates that a role may be given to, for training.</summary>
    internal IEnumerable<RoleCandidate> Examine(Document document, ImmutableArray<ActorMention> actors, ImmutableArray<PlaceMention> places, Anchor anchor, ReadOnlySpan<int> others = default) =>
        _candidates.Around(document, actors, places, anchor, others).Where(c => !IsBare(c.Mention));

    private static RoleChances ByGrammar(in RoleCandidate candidate) =>
        candidate.AdHoc ? default : new(candidate.Rule == Role.Actor ? 1 : 0, candidate.Rule == Role.Recipient ? 1 : 0);

    /// <summary>True for "people", "a man": recorded as nobody.</summary>
    private bool IsBare(ActorMention mention) => mention.Kind == ActorKind.Unidentified && _words.Bare.Contains(mention.Name.ToLowerInvariant());

    private bool IsCrowd(in RoleCandidate candidate, Anchor anchor) => candidate is { SentencesAway: 0, Rule: Role.Actor } && _words.Gathering.Contains(anchor.SubType);

    /// <summary>True for what is a place or a thing more than somebody: "the mosque", but not "the army's bridge".</summary>
    private bool IsSite(Document document, in RoleCandidate candidate) => candidate.Owner != Ownership.Side && _words.Sites.Contains(document.Tokens[candidate.Mention.Head].Lemma);

    /// <summary>"nine civilians, including two children": the two are among those recorded; of "nine people, including two guards" only the guards can be.</summary>
    private bool IsToldAlready(in RoleCandidate part, List<RoleCandidate> candidates, List<(RoleCandidate Candidate, double Chance)> suffering)
    {
        if (!part.IsPart || part.Mention.Proper) return false;
        for (var i = candidates.Count - 1; i >= 0; i--)
        {
            var whole = candidates[i];
            if (whole.IsPart || whole.Mention.End > part.Mention.First) continue;
            if (IsBare(whole.Mention)) return false;
            if (suffering.Exists(s => s.Candidate.Mention.First == whole.Mention.First)) return true;
        }
        return false;
    }

    private static ActorMention WithCount(Document document, ActorMention mention)
    {
        var first = mention.First;
        while (first > 0 && (document.Tokens[first - 1].Upos is Upos.NUM or Upos.ADJ) && document.SentenceOf(first - 1) == document.SentenceOf(mention.Head)) first--;
        return first == mention.First ? mention : mention with { First = first, Span = document.SpanOf(first, mention.End), Name = ActorNaming.Text(document, first, mention.End) };
    }

    /// <summary>"terrorists of the X", "a cell from the X": the group that nameless doers belong to did it as well.</summary>
    private void AddOwners(Document document, ImmutableArray<ActorMention> actors, List<(RoleCandidate Candidate, double Chance)> doing)
    {
        for (var d = doing.Count - 1; d >= 0; d--)
        {
            var (candidate, chance) = doing[d];
            if (candidate.Mention is not { Proper: false, ActorId: null, Kind: ActorKind.Unidentified or ActorKind.RebelGroup or ActorKind.PoliticalMilitia } mention
                || mention.End >= document.Tokens.Length || !_words.Owned.Contains(document.Tokens[mention.End].Lower)) continue;
            for (var i = RoleCandidates.FirstFrom(actors, mention.End + 1); i < actors.Length && actors[i].First <= mention.End + 3; i++)
                if (actors[i] is { ActorId: not null, Kind: ActorKind.RebelGroup or ActorKind.PoliticalMilitia or ActorKind.IdentityMilitia } owner && !doing.Exists(x => x.Candidate.Mention.Head == owner.Head))
                {
                    doing.Add((candidate with { Mention = owner }, chance));
                    break;
                }
        }
    }

    private static ImmutableArray<Participant> Distinct(Document document, List<(RoleCandidate Candidate, double Chance)> chosen, ImmutableArray<Participant> taken, string role, ImmutableArray<string>.Builder because)
    {
        // The anchor's own sentence first, then in the order of the text.
        chosen.Sort((a, b) => Math.Abs(a.Candidate.SentencesAway) != Math.Abs(b.Candidate.SentencesAway)
            ? Math.Abs(a.Candidate.SentencesAway).CompareTo(Math.Abs(b.Candidate.SentencesAway))
            : a.Candidate.Mention.Head.CompareTo(b.Candidate.Mention.Head));
        var found = ImmutableArray.CreateBuilder<Participant>(chosen.Count);
        foreach (var (candidate, chance) in chosen)
        {
            var mention = candidate.Mention;
            if (Holds(found, mention.Name) || Holds(taken, mention.Name)) continue;
            found.Add(new(mention.Name, KindOf(document, mention), mention.ActorId, mention.Span));
            because.Add(string.Create(CultureInfo.InvariantCulture, $"{role} '{document.TextOf(mention.Span)}': {Grammar(document, candidate)}, chance {chance:0.00}; {mention.Because}"));
        }
        return found.DrainToImmutable();
    }

    /// <summary>Armed people whom the report gives no name ("rebels", "drug traffickers") may be of any group.</summary>
    private static ActorKind KindOf(Document document, ActorMention mention)
    {
        if (mention is not { ActorId: null, Proper: false, Kind: ActorKind.RebelGroup or ActorKind.PoliticalMilitia or ActorKind.IdentityMilitia }) return mention.Kind;
        for (var t = mention.First; t < mention.End; t++)
            if (document.Tokens[t].Capitalized && t > document.Sentences[document.SentenceOf(t)].First) return mention.Kind;
        return ActorKind.Unidentified;
    }

    private static bool Holds(IReadOnlyList<Participant> found, string name)
    {
        foreach (var other in found)
            if (other.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || Within(other.Name, name) || Within(name, other.Name)) return true;
        return false;
    }

    private static bool Within(string part, string whole) =>
        whole.Length > part.Length && (whole.StartsWith(part, StringComparison.OrdinalIgnoreCase) && whole[part.Length] == ' ' || whole.EndsWith(part, StringComparison.OrdinalIgnoreCase) && whole[whole.Length - part.Length - 1] == ' ');

    private static string Grammar(Document document, in RoleCandidate candidate)
    {
        if (candidate.SentencesAway != 0) return candidate.SentencesAway < 0 ? "named in a sentence before" : "named in a sentence after";
        var path = candidate.Path;
        if (!path.Connected) return "named in the sentence";
        var preposition = path.Preposition.Length > 0 ? $" with '{path.Preposition}'" : "";
        return $"{WireName.Of(path.Last)}{preposition} of '{(path.Governor >= 0 ? document.Tokens[path.Governor].Lower : "")}'";
    }
}
