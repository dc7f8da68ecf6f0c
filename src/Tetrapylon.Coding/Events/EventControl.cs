using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Choices;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Events;

/// <summary>Says what a happening tells of who holds its place: one of the changes, with one of those named for its holder, or nothing; weighed as coded events have taught. Thread-safe.</summary>
public sealed class EventControl
{
    /// <summary>So much is told sooner than nothing: of most happenings nothing is, and the weights are shy of it.</summary>
    internal const double Sooner = 0.8;

    private const int MostHolders = 10;

    private static readonly ControlChange[] Changes = Enum.GetValues<ControlChange>();

    private readonly ControlReader _reader;
    private readonly ChoiceWeights _weights;

    internal EventControl(ControlReader reader, ChoiceWeights weights) => (_reader, _weights) = (reader, weights);

    /// <exception cref="FileNotFoundException">The weights are missing from the models folder.</exception>
    public static EventControl Load(ControlReader reader, string modelsFolder) => new(reader, ChoiceWeights.Read(Path.Combine(modelsFolder, "en", "event-control.tsv")));

    /// <summary>An answer: who holds the place after, or that nothing is told of it (null); and what speaks for it.</summary>
    /// <param name="Told">What speaks for the change; one list for all its holders.</param>
    /// <param name="Own">What speaks for the holder.</param>
    internal sealed record Answer(ControlClaim? Control, List<ulong> Told, List<ulong> Own)
    {
        public List<ulong> Features => [.. Told, .. Own];
    }

    /// <param name="named">Everybody the report names.</param>
    internal ControlClaim? Of(Document document, Happening happening, Setting setting, ImmutableArray<ActorMention> named)
    {
        var rule = ByRule(document, happening, setting, named);
        if (IsSettled(setting, rule) || rule is null && _reader.IsOfSome(document, happening)) return rule;
        Answer? best = null;
        var (most, shared, told) = (double.NegativeInfinity, 0.0, (List<ulong>?)null);
        foreach (var answer in Answers(document, happening, setting, named, rule))
        {
            if (answer.Told != told) (told, shared) = (answer.Told, _weights.Of(answer.Told));
            if (shared + _weights.Of(answer.Own) + (answer.Control is null ? 0 : Sooner) is var score && score > most) (best, most) = (answer, score);
        }
        if (best!.Control is not { } chosen) return null;
        if (rule is not null && rule.Change == chosen.Change && rule.Holder?.Name == chosen.Holder?.Name) return rule;
        // "Captures villages near the town": something is taken, but grammar does not say that it is the place.
        return chosen.Change == ControlChange.Gained && (rule is null || setting.Place?.Mention is { } place && _reader.IsPart(document, happening, place)) ? chosen with { Partly = true } : chosen;
    }

    /// <summary>True where nothing is weighed: happenings of the type never say who holds a place, or grammar tells that one is lost, kept or relieved, or not yet taken.</summary>
    internal bool IsSettled(Setting setting, ControlClaim? rule) => rule?.Change switch
    {
        null => !_reader.MayTell(setting.Type),
        ControlChange.Gained => false,
        ControlChange.Contested or ControlChange.Besieged => setting.Type.Control is not null,
        _ => true,
    };

    /// <summary>What cue words and grammar alone say.</summary>
    internal ControlClaim? ByRule(Document document, Happening happening, Setting setting, ImmutableArray<ActorMention> named) =>
        _reader.Read(document, happening, setting.Type, setting.Roles.Actors, setting.Roles.Recipients, setting.Said, setting.Place?.Mention, named);

    /// <summary>Every answer there is, that nothing is told last.</summary>
    internal List<Answer> Answers(Document document, Happening happening, Setting setting, ImmutableArray<ActorMention> named, ControlClaim? rule)
    {
        var features = new ControlFeatures(document, happening, setting, rule);
        var holders = Holders(document, happening, setting.Roles, named, rule);
        var answers = new List<Answer>(Changes.Length * (holders.Count + 1) + 1);
        foreach (var change in Changes)
        {
            var told = features.OfChange(change);
            // Who gains or goes on holding has a name; of a loss the loser has.
            if (change is not (ControlChange.Gained or ControlChange.Holds)) answers.Add(new(new(null, change), told, features.OfNobody(change)));
            if (change == ControlChange.Lost) continue;
            foreach (var holder in holders) answers.Add(new(new(holder, change), told, features.OfHolder(change, holder)));
        }
        answers.Add(new(null, features.OfChange(null), []));
        return answers;
    }

    // Whom the happening is told of, whom the rules name, and who else stands in its sentences and may hold a place.
    private static List<Participant> Holders(Document document, Happening happening, Roles roles, ImmutableArray<ActorMention> named, ControlClaim? rule)
    {
        var holders = new List<Participant>(MostHolders);
        void Add(Participant party)
        {
            if (holders.Count < MostHolders && !holders.Exists(h => h.Name == party.Name)) holders.Add(party);
        }
        foreach (var actor in roles.Actors) Add(actor);
        foreach (var recipient in roles.Recipients) Add(recipient);
        if (rule?.Holder is { } holder) Add(holder);
        foreach (var s in new SortedSet<int>(happening.Readings.Select(r => r.Candidate.Sentence)))
            for (var i = RoleCandidates.FirstFrom(named, document.Sentences[s].First); i < named.Length && named[i].Head < document.Sentences[s].End; i++)
                if (named[i].Kind is not (ActorKind.Structure or ActorKind.Civilians)) Add(new(named[i].Name, named[i].Kind, named[i].ActorId, named[i].Span));
        return holders;
    }
}
