using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>What stands around a happening that may date it.</summary>
/// <param name="Near">Expressions of its sentence that can date something, and how far each is from being its time; more than <see cref="DateRules.Farthest"/> for what dates something else.</param>
/// <param name="SoLongBefore">Told as "three days after …" before the story, whether or not the day can be told.</param>
/// <param name="Earlier">The day so reckoned.</param>
/// <param name="IsBackground">Told as what was before the story; not, then, of the report's day.</param>
internal sealed record DateScene(Sentence Sentence, List<(int Time, int Cost)> Near, bool SoLongBefore, DateReference? Earlier, bool IsBackground);

/// <summary>Reads by rule when a happening was: by the expressions that hang on its words, else by the codebook's rule that news told without a date is of the report's day.</summary>
internal sealed class DateRules
{
    /// <summary>Beyond this cost an expression speaks of something else.</summary>
    public const int Farthest = 4;

    // "three days after …" reaches no further than a clause.
    private const int ClauseLength = 12;

    private readonly FrozenSet<string> _since, _until, _before, _after, _joins, _lasting, _lengthPrepositions, _speech, _background, _landmarks, _settings;

    private DateRules(YamlMap? map)
    {
        FrozenSet<string> Words(string key) => (map?.Texts(key) ?? []).ToFrozenSet(StringComparer.Ordinal);
        (_since, _until, _before, _after, _joins) = (Words("since"), Words("until"), Words("before"), Words("after"), Words("joins"));
        (_lasting, _lengthPrepositions, _speech, _background) = (Words("lasting"), Words("length_prepositions"), Words("speech"), Words("background"));
        (_landmarks, _settings) = (Words("landmarks"), Words("settings"));
    }

    public static DateRules Load(DataFolder data)
    {
        var problems = new DataProblems();
        var map = YamlFile.Map(data.File("languages/en/event-dates.yaml"), problems);
        var made = new DateRules(map);
        map?.Done();
        problems.ThrowIfAny();
        return made;
    }

    /// <summary>Looks at what stands around a happening.</summary>
    /// <param name="times">The document's time expressions, as <see cref="TimeTagger.Tag(Document)"/> gives them.</param>
    /// <param name="anchor">Token that tells of the happening.</param>
    /// <param name="today">The report's own day (<see cref="TimeTagger.ReportDay"/>).</param>
    public DateScene Look(Document document, ImmutableArray<TimeExpression> times, int anchor, ClaimStatus status, LocalDate? today)
    {
        var sentence = document.Sentences[document.SentenceOf(anchor)];
        DateReference? earlier = null;
        var elsewhere = status != ClaimStatus.Planned && today is { } now && SoLongBefore(document, times, sentence, anchor, now, out earlier);
        var chain = Chain(document, sentence, anchor);
        var near = new List<(int Time, int Cost)>();
        for (var t = InTextOrder.FirstFrom(times, sentence.First, static t => t.First); t < times.Length && times[t].First < sentence.End; t++)
            if (Dates(times[t])) near.Add((t, Cost(document, sentence, times[t], anchor, chain)));
        return new(sentence, near, elsewhere, earlier, ToldAsBackground(document, sentence, anchor));
    }

    /// <summary>The days of a happening; null where they cannot be told.</summary>
    public DateReference? Date(Document document, ImmutableArray<TimeExpression> times, int anchor, ClaimStatus status, LocalDate? today, DateScene scene)
    {
        if (scene.SoLongBefore) return scene.Earlier;
        TimeExpression? best = null;
        var least = Farthest + 1;
        foreach (var (index, cost) in scene.Near)
            if (cost < least || cost == least && best is { } rival && Finer(times[index], rival)) (best, least) = (times[index], cost);
        if (best is { } chosen && Resolve(document, times, chosen, anchor, status, today, scene.Sentence) is { } found) return found;
        if (status == ClaimStatus.Planned || today is not { } day || best is { Kind: TimeKind.Date or TimeKind.Time } && least <= 1 || scene.IsBackground) return null;
        return new(DayRange.Of(day), DateBasis.ReportDay, null);
    }

    // Vague references and sets date nothing; "now" leaves the report's day.
    public static bool Dates(TimeExpression time) =>
        time.Days is not null || time.Kind == TimeKind.Duration || time.Value is "PAST_REF" || time.Value.StartsWith("XXXX-XX", StringComparison.Ordinal) && time.Kind != TimeKind.Set;

    private static bool Finer(TimeExpression a, TimeExpression b) =>
        a.Days is { } x && (b.Days is not { } y || Period.DaysBetween(x.Start, x.End) < Period.DaysBetween(y.Start, y.End));

    /// <summary>"… three days after troops drove the rebels out": the happening lies so long before the story, or, told without a figure, at no day that could be told.</summary>
    private bool SoLongBefore(Document document, ImmutableArray<TimeExpression> times, Sentence sentence, int anchor, LocalDate today, out DateReference? date)
    {
        date = null;
        foreach (var time in InTextOrder.Between(times, sentence.First, anchor, static t => t.First))
        {
            if (time.Kind != TimeKind.Duration || time.End >= anchor || anchor - time.End > ClauseLength || !_after.Contains(document.Tokens[time.End].Lower)) continue;
            for (var t = time.End + 1; t < anchor; t++)
                if (document.Tokens[t].Lower is "," or ";" or ":") return false;
            if (TimeValues.Before(time.Value, today) is { } days) date = new(days, DateBasis.Resolved, time.Span);
            return true;
        }
        return false;
    }

    // ---- which expression ----

    /// <summary>The words whose time is the anchor's time, nearest first: itself, the clause it is part of, what it is coordinated with.</summary>
    private List<(int Token, int Cost)> Chain(Document document, Sentence sentence, int anchor)
    {
        var chain = new List<(int, int)> { (anchor, 0) };
        var (at, cost) = (anchor, 0);
        for (var steps = 0; steps < 12; steps++)
        {
            var token = document.Tokens[at];
            if (token.Head < sentence.First || token.Head >= sentence.End) break;
            var step = token.Relation switch
            {
                // What is said, and what a person did who is spoken of, has its own time.
                Relation.Ccomp or Relation.AclRelcl or Relation.Parataxis or Relation.Csubj => 4,
                Relation.Acl => 2,
                Relation.Advcl => (token.Morph & Morph.Gerund) != 0 || at > token.Head ? 1 : 2,
                _ => 1,
            };
            if (Said(document, token.Head) && token.Relation is Relation.Ccomp or Relation.Parataxis) step = 7;
            cost += step;
            if (cost > Farthest) break;
            at = token.Head;
            chain.Add((at, cost));
        }
        return chain;
    }

    /// <summary>How far an expression of the anchor's sentence is from being its time; more than <see cref="Farthest"/> for what dates something else.</summary>
    private int Cost(Document document, Sentence sentence, TimeExpression time, int anchor, List<(int Token, int Cost)> chain)
    {
        if (time.First <= anchor && anchor < time.End) return 0;
        if (IsHeading(document, sentence, time, anchor)) return Farthest + 1;
        if (!sentence.Parsed) return Math.Min(Farthest, Math.Abs(time.First - anchor) / 8);
        var head = HeadOf(document, time);
        // "three days of clashes": the length governs the anchor.
        if (InSubtree(document, anchor, time)) return 0;
        // Up from the expression to the first word on the anchor's chain.
        var extra = 0;
        var comma = time.End < sentence.End && document.Tokens[time.End].Lower == ",";
        // "a 2016 law", "yesterday's massacre": a word before a noun dates that noun, whatever names stand between.
        var before = document.Tokens[head].Head > head && !comma;
        for (var (at, steps) = (document.Tokens[head].Head, 0); at >= sentence.First && at < sentence.End && steps < 12; at = document.Tokens[at].Head, steps++)
        {
            foreach (var (token, cost) in chain)
                if (token == at) return cost + extra;
            var word = document.Tokens[at];
            if (before && word.Relation is Relation.Compound or Relation.Amod or Relation.Nummod or Relation.Flat or Relation.NmodPoss) continue;
            var verb = word.Upos is Upos.VERB or Upos.AUX;
            extra += word.Relation switch
            {
                Relation.Ccomp or Relation.AclRelcl or Relation.Parataxis => 5,
                Relation.Acl => 4,
                // "once more in December", "late on Friday"
                Relation.Advmod when word.Upos == Upos.ADV => 0,
                _ when verb => 3,
                Relation.Nsubj or Relation.NsubjPass or Relation.Appos when !before => 3,
                // "killed in overnight raids": the setting of the anchor itself.
                _ when before => Setting(document, sentence, at) is { } preposition && _settings.Contains(preposition) ? 1 : 5,
                // "the protests there on Friday": as likely of the clause as of the noun, unless the noun itself is only a landmark.
                _ => Setting(document, sentence, at) is { } landmark && _landmarks.Contains(landmark) ? 5 : 2,
            };
            before = false;
        }
        return Farthest + 1;
    }

    // "2011 uprising: …": a heading dates the whole story, not the happening.
    private static bool IsHeading(Document document, Sentence sentence, TimeExpression time, int anchor)
    {
        if (time.First - sentence.First > 8) return false;
        for (var t = time.End; t < Math.Min(anchor, time.End + 8); t++)
            if (document.Tokens[t].Lower == ":") return true;
        return false;
    }

    // "after the clashes of Friday", "for the murder of 6 March": the preposition tells whether a noun is the setting or another happening.
    public static string? Setting(Document document, Sentence sentence, int noun)
    {
        for (var t = noun - 1; t >= sentence.First && t > noun - 10; t--)
            if (document.Tokens[t].Head == noun && document.Tokens[t].Relation is Relation.Case or Relation.Mark) return document.Tokens[t].Lower;
        return null;
    }

    public static int HeadOf(Document document, TimeExpression time)
    {
        for (var t = time.First; t < time.End; t++)
            if (document.Tokens[t].Head < time.First || document.Tokens[t].Head >= time.End) return t;
        return time.First;
    }

    // ---- what days ----

    /// <summary>The days an expression gives a happening; null where it tells none.</summary>
    public DateReference? Resolve(Document document, ImmutableArray<TimeExpression> times, TimeExpression time, int anchor, ClaimStatus status, LocalDate? today, Sentence sentence)
    {
        var word = Before(document, sentence, time);
        var told = Stated(document, times, time, anchor, status, today, word);
        if (told is not { } reference) return null;
        // What has happened did not happen later than it was told; what is planned is not over, and "next year" names no day of it.
        if (today is not { } now) return reference;
        var days = reference.Days;
        if (status == ClaimStatus.Planned) return days.End < now || days.Precision >= DatePrecision.Season ? null : reference;
        return days.Start <= now && days.End > now ? reference with { Days = new(days.Start, now, days.Start == now ? DatePrecision.Day : days.Precision) } : reference;
    }

    private DateReference? Stated(Document document, ImmutableArray<TimeExpression> times, TimeExpression time, int anchor, ClaimStatus status, LocalDate? today, string word)
    {
        if (time.Days is not { } days)
        {
            if (time.Kind != TimeKind.Duration || status == ClaimStatus.Planned || today is not { } end) return null;
            return LastsUntilNow(document, time, anchor, word) && TimeValues.LengthBack(time.Value, end, past: true) is { } lasted
                ? new(lasted, DateBasis.Resolved, time.Span) : null;
        }
        // "from 3 to 5 March", "Tuesday and Wednesday"
        foreach (var other in times)
            if (other != time && other.Days is { } more && Joined(document, time, other))
                return new(new(days.Start < more.Start ? days.Start : more.Start, days.End > more.End ? days.End : more.End, days == more ? days.Precision : DatePrecision.Range), time.Basis, time.Span);
        if (today is { } now)
        {
            if (_since.Contains(word) && days.Start <= now) return new(new(days.Start, now, DatePrecision.Range), time.Basis, time.Span);
            if (_until.Contains(word) && days.End >= now) return new(new(now, days.End, DatePrecision.Range), time.Basis, time.Span);
        }
        // What was before or after a day is not on it.
        var dated = document.Tokens[HeadOf(document, time)];
        var itself = dated.Relation is Relation.Obl or Relation.OblTmod or Relation.Advcl;
        if (itself && (_before.Contains(word) || _after.Contains(word)) && !InSubtree(document, anchor, time)) return null;
        return new(days, time.Basis, time.Span);
    }

    private static bool InSubtree(Document document, int anchor, TimeExpression time) =>
        document.Tokens[anchor].Head >= time.First && document.Tokens[anchor].Head < time.End;

    // "for three days", "in two days of clashes", "a six-week siege": the length reaches up to the report's day.
    private bool LastsUntilNow(Document document, TimeExpression time, int anchor, string word)
    {
        if (InSubtree(document, anchor, time)) return true;
        if (_lengthPrepositions.Contains(word)) return true;
        var head = document.Tokens[HeadOf(document, time)].Head;
        return head == anchor && _lasting.Contains(document.Tokens[anchor].Lemma);
    }

    /// <summary>The preposition before an expression, or nothing.</summary>
    public static string Before(Document document, Sentence sentence, TimeExpression time)
    {
        for (var t = time.First - 1; t >= sentence.First && t >= time.First - 3; t--)
            if (document.Tokens[t].Upos is Upos.ADP or Upos.SCONJ) return document.Tokens[t].Lower;
            else if (document.Tokens[t].Upos is not (Upos.DET or Upos.ADV or Upos.ADJ)) break;
        return "";
    }

    private bool Joined(Document document, TimeExpression a, TimeExpression b)
    {
        var (first, second) = a.First < b.First ? (a, b) : (b, a);
        if (second.First - first.End is < 1 or > 2) return false;
        for (var t = first.End; t < second.First; t++)
            if (!_joins.Contains(document.Tokens[t].Lower)) return false;
        return true;
    }

    public bool Said(Document document, int verb) => verb >= 0 && _speech.Contains(document.Tokens[verb].Lemma);

    // "had razed", "who have seized the north": told as what was before, without saying when.
    private bool ToldAsBackground(Document document, Sentence sentence, int anchor)
    {
        var token = document.Tokens[anchor];
        var verb = token.Upos is Upos.VERB or Upos.AUX;
        for (var t = Math.Max(sentence.First, anchor - 6); verb && t < anchor; t++)
        {
            var child = document.Tokens[t];
            if (child.Head != anchor) continue;
            // Reported speech puts its perfect back one step: "said it had deployed troops" is news.
            if (child.Relation is Relation.Aux && child.Lower is "had" or "'d" && !(token.Relation is Relation.Ccomp && Said(document, token.Head))) return true;
            if (child.Relation is Relation.Advmod && _background.Contains(child.Lower)) return true;
            if (child.Relation is Relation.Aux && child.Lower is "have" or "has" && token.Relation is Relation.AclRelcl) return true;
        }
        return false;
    }
}
