using System.Collections.Immutable;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Events;
using Tetrapylon.Knowledge.Actors;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Plover;

/// <summary>Codes a report in the terms of PLOVER: its claims by the crosswalk, and beside them the words and deeds that are no happening of the codebook. Thread-safe.</summary>
public sealed class PloverCoder
{
    private const double Sure = 0.9;
    private const double Unsure = 0.7;
    private const double Least = 0.3;
    private const double Step = 0.1;
    private const int Highest = 12;
    private const int Reach = 60;

    private readonly Coder _coder;
    private readonly PloverLexicon _lexicon;
    private readonly PredicateFinder _finder;
    private readonly MoodReader _moods;
    private readonly PloverRoles _roles;
    private readonly RoleWords _words;
    private readonly int _request;

    private PloverCoder(Coder coder, PloverLexicon lexicon, RoleFinder grammar, RoleWords words)
    {
        (_coder, _lexicon, _finder, _moods, _roles, _words) = (coder, lexicon, new(lexicon), new(lexicon.Moods), new(grammar, words, lexicon.Moods), words);
        _request = lexicon.IndexOf("REQUEST");
    }

    /// <param name="coder">Whose claims are told in PLOVER's terms.</param>
    /// <exception cref="DataException">Data files are wrong; every problem is listed.</exception>
    public static PloverCoder Load(DataFolder data, Coder coder) => new(coder, PloverLexicon.Load(data), RoleFinder.Load(data, null), RoleWords.Load(data, RoleLexicon.Load(data)));

    /// <summary>True for a sentence that may tell of an event of PLOVER: only such need tags and heads.</summary>
    public bool MayTell(ReadOnlySpan<Token> sentence) => _coder.MayTell(sentence) || _finder.Holds(sentence);

    /// <summary>The events of a report: in the order of its sentences, and of a sentence first what its main clause tells.</summary>
    /// <param name="document">The report, analysed for all that <see cref="MayTell"/> holds of.</param>
    /// <param name="coded">The claims of the same report.</param>
    public ImmutableArray<PloverEvent> Code(Document document, CodedReport coded)
    {
        var mentioned = _coder.Mentions.Find(document);
        var found = new List<Told>();
        Claims(document, coded, found);
        var claimed = found.Count;
        var predicates = _finder.Find(document, mentioned.Times);
        var demands = new Dictionary<int, (int Speaker, string Word)>();
        Demands(document, demands);
        var verbal = new HashSet<int>(demands.Keys);
        foreach (var predicate in predicates)
            if (_lexicon.Types[predicate.Pattern.Type].Verbal) verbal.Add(predicate.Token);
        var parts = new HashSet<int>();
        foreach (var predicate in predicates)
            for (var t = predicate.Object; t >= 0 && t != predicate.Token && parts.Add(t); t = document.Tokens[t].Head) { }
        foreach (var predicate in predicates)
        {
            if (demands.ContainsKey(predicate.Token) || parts.Contains(predicate.Token) || IsContent(document, predicate.Token, verbal)) continue;
            var claim = ClaimOf(document, predicate, found, claimed);
            // "Lodged a protest" says more than "protest".
            if (claim >= 0 && !found[claim].Wide && (found[claim].Token == predicate.Token || found[claim].Event.Plover.Type == _lexicon.Types[predicate.Pattern.Type].Name)) continue;
            if (Write(document, mentioned, predicate) is not { } told) continue;
            if (claim >= 0 && !found[claim].Replaced)
            {
                told = told with { Event = told.Event with { Claim = found[claim].Event.Claim } };
                found[claim] = found[claim] with { Replaced = true };
            }
            found.Add(told);
        }
        foreach (var (verb, (speaker, word)) in demands)
            if (!IsContent(document, verb, verbal) && Demand(document, mentioned, verb, speaker, word) is { } told) found.Add(told);
        found.RemoveAll(f => f.Replaced);
        found.Sort((a, b) => a.Sentence != b.Sentence ? a.Sentence.CompareTo(b.Sentence) : a.Depth != b.Depth ? a.Depth.CompareTo(b.Depth) : a.Token != b.Token ? a.Token.CompareTo(b.Token) : a.Event.Evidence.End.CompareTo(b.Event.Evidence.End));
        return [.. found.Select(f => f.Event)];
    }

    private void Claims(Document document, CodedReport coded, List<Told> found)
    {
        if (coded.Claims.IsEmpty) return;
        var triggers = _coder.Triggers(document);
        var once = new HashSet<(int, Span?)>();
        foreach (var claim in coded.Claims)
        {
            if (claim.Status != ClaimStatus.Asserted || claim.Plover is not { } type) continue;
            var token = triggers.GetValueOrDefault(claim.Evidence[0], -1);
            if (token < 0) token = FirstAt(document, claim.Evidence[0].Start);
            // Several monuments hit in one place are one deed.
            if (!once.Add((token, claim.Place?.Mention?.Span))) continue;
            var told = new PloverEvent(type, claim.Id, claim.Actors, claim.Recipients, claim.Place, claim.Date, claim.Evidence[0], claim.Confidence, [$"the claim's sub-type, {claim.SubType}"]);
            found.Add(new(document.SentenceOf(token), DepthOf(document, token), token, told, _lexicon.Wide.Contains(claim.SubType)));
        }
    }

    private Told? Write(Document document, Mentioned mentioned, Predicate predicate)
    {
        var type = _lexicon.Types[predicate.Pattern.Type];
        var mood = _moods.Read(document, predicate.Token, out var word);
        var name = mood switch { Mood.Done => type.Name, Mood.Planned => type.Planned, Mood.Refused => type.Refused, _ => null };
        if (name is null) return null;
        var anchor = new Anchor(predicate.Token, predicate.First, predicate.End, name);
        var roles = _roles.Of(document, mentioned, anchor, type.Mutual);
        if (!IsTold(type, roles)) return null;
        var words = document.TextOf(document.SpanOf(predicate.First, predicate.End));
        var with = predicate.Object >= 0 ? $" with '{document.Tokens[predicate.Object].Lower}'" : "";
        List<string> because = [$"'{words}'{with}: {type.Name}"];
        if (name != type.Name) because.Add($"'{word}': {name}");
        var context = predicate.Pattern.Context ?? ContextOf(document, predicate.Token);
        var plover = new Model.Plover(name, name == type.Name ? predicate.Pattern.Mode : null, context);
        return Tell(document, mentioned, anchor, roles, plover, mood != Mood.Done, (predicate.Pattern.Sure ? Sure : Unsure) - (document.Tokens[predicate.Token].Upos == Upos.VERB ? 0 : Step), because);
    }

    // "X said Y must …": asked of Y by X.
    private Told? Demand(Document document, Mentioned mentioned, int verb, int speaker, string word)
    {
        var (sources, targets) = (_roles.Doing(document, mentioned, speaker), _roles.Doing(document, mentioned, verb));
        if (sources.Count == 0 || targets.Count == 0 || targets.Exists(t => sources.Exists(s => s.Name == t.Name || s.ActorId is not null && s.ActorId == t.ActorId))) return null;
        var roles = new Roles([.. sources], [.. targets], [$"source '{sources[0].Name}': says so", $"target '{targets[0].Name}': of whom it is asked"]);
        var anchor = new Anchor(verb, verb, verb + 1, _lexicon.Types[_request].Name);
        return Tell(document, mentioned, anchor, roles, new(_lexicon.Types[_request].Name, null, ContextOf(document, verb)), true, Unsure, [$"'{word}' asked by who '{document.Tokens[speaker].Lower}' it: {_lexicon.Types[_request].Name}"]);
    }

    private Told Tell(Document document, Mentioned mentioned, Anchor anchor, Roles roles, Model.Plover plover, bool planned, double belief, List<string> because)
    {
        var sentence = document.SentenceOf(anchor.Token);
        var depth = DepthOf(document, anchor.Token);
        var place = _coder.Fields.Places.Of(document, mentioned.Places, mentioned.Actors, anchor);
        // What is announced is said on the day of the saying, whenever it is to come.
        var date = _coder.Fields.Dates.Date(document, mentioned.Times, anchor, planned ? ClaimStatus.Planned : ClaimStatus.Asserted, mentioned.Today);
        because.AddRange(roles.Because);
        if (place is not null) because.Add("place: " + place.Because);
        var confidence = Math.Round(Math.Max(Least, belief - Step * Math.Min(depth, 3) - (roles.Recipients.IsEmpty ? Step : 0)), 3);
        var evidence = EvidenceCutter.Cut(document, new(anchor.Token, anchor.First, anchor.End, sentence, default));
        return new(sentence, depth, anchor.Token, new(plover, null, roles.Actors, roles.Recipients, place, date, evidence, confidence, [.. because]));
    }

    // A side must be known that does it or to whom it is done; people of no side and a personal name without an office are none.
    private bool IsTold(PloverType type, Roles roles)
    {
        if (roles.Actors.IsEmpty && !type.Unnamed) return false;
        foreach (var side in roles.Actors.AddRange(roles.Recipients))
            if (side.Kind switch
            {
                ActorKind.Individual => side.ActorId is not null || side.Name.Split(' ').Any(_words.IsOffice),
                ActorKind.Civilians => side.ActorId is not null || type.People,
                _ => true,
            }) return true;
        return false;
    }

    private void Demands(Document document, Dictionary<int, (int, string)> demands)
    {
        var tokens = document.Tokens;
        foreach (var sentence in document.Sentences)
        {
            if (!sentence.Parsed) continue;
            for (var t = sentence.First; t < sentence.End; t++)
            {
                if (tokens[t].Relation != Relation.Aux || tokens[t].Head < 0 || !_lexicon.Moods.Demanding.Contains(tokens[t].Lower)) continue;
                var verb = tokens[t].Head;
                var at = verb;
                for (var step = 0; step < 3 && tokens[at].Relation == Relation.Conj && tokens[at].Head >= 0; step++) at = tokens[at].Head;
                var over = tokens[at].Relation == Relation.Ccomp ? tokens[at].Head : Beside(document, sentence, at);
                if (over >= 0 && _lexicon.Moods.Saying.Contains(tokens[over].Lemma)) demands.TryAdd(verb, (over, tokens[t].Lower));
            }
        }
    }

    // "Y must …, X said".
    private int Beside(Document document, Sentence sentence, int verb)
    {
        for (var t = verb + 1; t < Math.Min(sentence.End, verb + Reach); t++)
            if (document.Tokens[t].Head == verb && document.Tokens[t].Relation == Relation.Parataxis && _lexicon.Moods.Saying.Contains(document.Tokens[t].Lemma)) return t;
        return -1;
    }

    // What is demanded, threatened or refused is the content of the saying.
    private static bool IsContent(Document document, int token, HashSet<int> verbal)
    {
        var tokens = document.Tokens;
        for (var (at, step) = (token, 0); step < Highest && tokens[at].Head >= 0; step++)
        {
            var (head, relation) = (tokens[at].Head, tokens[at].Relation);
            if (verbal.Contains(head) && relation is Relation.Obj or Relation.Iobj or Relation.Ccomp or Relation.Xcomp or Relation.Obl or Relation.Nmod or Relation.NmodPoss or Relation.Acl or Relation.Compound or Relation.Amod or Relation.NsubjPass or Relation.Csubj && verbal.Contains(head)) return true;
            at = head;
        }
        return false;
    }

    // One stretch of words makes one event: the claim that tells it, or is too wide to; -1 for none.
    private int ClaimOf(Document document, Predicate predicate, List<Told> found, int claimed)
    {
        var words = document.SpanOf(predicate.First, predicate.End);
        for (var c = 0; c < claimed; c++)
            if (found[c].Token >= predicate.First && found[c].Token < predicate.End || found[c].Token == predicate.Object
                || found[c].Event.Evidence.Overlaps(words) && (found[c].Wide || found[c].Event.Plover.Type == _lexicon.Types[predicate.Pattern.Type].Name)) return c;
        return -1;
    }

    // How many clauses deep a word stands; what somebody is told to say counts as the sentence itself.
    private static int DepthOf(Document document, int token)
    {
        var tokens = document.Tokens;
        var depth = 0;
        for (var (at, step) = (token, 0); step < Highest && tokens[at].Head >= 0; at = tokens[at].Head, step++)
            if (tokens[at].Relation is Relation.Advcl or Relation.Acl or Relation.AclRelcl or Relation.Nmod or Relation.Obl or Relation.NmodPoss or Relation.Compound or Relation.Amod) depth++;
        return depth;
    }

    private string? ContextOf(Document document, int token)
    {
        var sentence = document.Sentences[document.SentenceOf(token)];
        for (var t = token + 1; t < Math.Min(sentence.End, token + 12); t++)
            if (_lexicon.ContextOf(document.Tokens[t].Lemma) is { } context) return context;
        return null;
    }

    private static int FirstAt(Document document, int start) => Math.Min(document.Tokens.Length - 1, InTextOrder.FirstFrom(document.Tokens, start + 1, static t => t.Span.End));

    /// <summary>An event and where it stands.</summary>
    /// <param name="Wide">Whether it is a claim whose sub-type says little of its type.</param>
    /// <param name="Replaced">Whether its words turned out to tell of another type.</param>
    private readonly record struct Told(int Sentence, int Depth, int Token, PloverEvent Event, bool Wide = false, bool Replaced = false);
}
