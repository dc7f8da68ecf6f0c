using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tetrapylon.Coding.Actors;
using Tetrapylon.Coding.Events;
using Tetrapylon.Coding.Places;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Knowledge.Ontology;
using Tetrapylon.Language;
using Tetrapylon.Model;
using Tetrapylon.Reading;
using Tetrapylon.Training.Coded;

namespace Tetrapylon.Training.Roles;

/// <summary>A gold event's fields and its evidence.</summary>
internal sealed record GoldEvent(string SubType, ImmutableArray<string> Actors, ImmutableArray<string> Recipients, string? Attribution, string Evidence, string? Place, string? Country, ClaimStatus Status, string? From, string? To)
{
    /// <summary>The dead, lowest and highest.</summary>
    public (int Low, int High)? Dead { get; init; }

    /// <summary>Who holds the place after, and what changed.</summary>
    public (string? Holder, ControlChange Change)? Control { get; init; }
}

/// <summary>A report coded by hand, read as language.</summary>
internal sealed record GoldReport(string Id, Document Document, ImmutableArray<ActorMention> Mentions, ImmutableArray<PlaceMention> Places, ImmutableArray<GoldEvent> Events);

/// <summary>Reads coded reports of a corpus folder.</summary>
internal static class GoldEvents
{
    public static List<GoldReport> Read(string corpora, string set, Reader reader, Analyzer analyzer, ActorFinder finder, PlaceFinder? placer = null)
    {
        var reports = new List<GoldReport>();
        foreach (var coded in CodedReports.Read(corpora, set, reader))
        {
            var document = analyzer.Analyze(coded.Report);
            var places = placer?.Find(document) ?? [];
            reports.Add(new(coded.Report.Id, document, finder.Find(document, places), places, [.. coded.Events.EnumerateArray().Select(Event)]));
        }
        return reports;
    }

    private static GoldEvent Event(JsonElement e) => new(e.GetProperty("sub_type").GetString()!, Names(e, "actors"), Names(e, "recipients"),
        e.GetProperty("attribution").GetString(), e.GetProperty("evidence").GetString() ?? "", e.GetProperty("place").GetString(), e.GetProperty("country").GetString(),
        Enum.Parse<ClaimStatus>(e.GetProperty("status").GetString()!, true), e.GetProperty("date_start").GetString(), e.GetProperty("date_end").GetString())
    {
        Dead = e.GetProperty("fatalities") is { ValueKind: JsonValueKind.Object } dead ? (dead.GetProperty("low").GetInt32(), dead.GetProperty("high").GetInt32()) : null,
        Control = e.GetProperty("control") is { ValueKind: JsonValueKind.Object } control ? (control.GetProperty("holder").GetString(), Enum.Parse<ControlChange>(control.GetProperty("change").GetString()!.Replace(" ", "", StringComparison.Ordinal), true)) : null,
    };

    private static ImmutableArray<string> Names(JsonElement e, string key) => [.. e.GetProperty(key).EnumerateArray().Select(n => n.GetString()!)];

    /// <summary>Tokens of the evidence; empty when the words are not in the text.</summary>
    public static (int First, int End) Evidence(Document document, string evidence)
    {
        var at = document.Text.IndexOf(evidence, StringComparison.Ordinal);
        if (at < 0 || evidence.Length == 0) return (0, 0);
        var (first, end) = (-1, -1);
        for (var t = 0; t < document.Tokens.Length; t++)
        {
            if (document.Tokens[t].Span.End > at && first < 0) first = t;
            if (document.Tokens[t].Span.Start < at + evidence.Length) end = t + 1;
        }
        return first < 0 || end <= first ? (0, 0) : (first, end);
    }
}

/// <summary>Guesses which word of an event's evidence it hangs on, by how much more often that word stands in evidence of the sub-type than elsewhere.</summary>
internal sealed class AnchorGuess
{
    private readonly Dictionary<(string SubType, string Lemma), double> _worth = [];
    private readonly EventOntology _ontology;
    private readonly TriggerFinder _triggers;

    public AnchorGuess(IEnumerable<GoldReport> reports)
    {
        _ontology = EventOntology.Load(DataFolder.Shipped());
        _triggers = new(_ontology);
        var inside = new Dictionary<(string, string), int>();
        var all = new Dictionary<string, int>(StringComparer.Ordinal);
        var perType = new Dictionary<string, int>(StringComparer.Ordinal);
        var total = 0;
        foreach (var report in reports)
        {
            foreach (var token in report.Document.Tokens)
                if (Fits(token)) { all[token.Lemma] = all.GetValueOrDefault(token.Lemma) + 1; total++; }
            foreach (var e in report.Events)
            {
                var (first, end) = GoldEvents.Evidence(report.Document, e.Evidence);
                for (var t = first; t < end; t++)
                    if (report.Document.Tokens[t] is var token && Fits(token))
                    {
                        inside[(e.SubType, token.Lemma)] = inside.GetValueOrDefault((e.SubType, token.Lemma)) + 1;
                        perType[e.SubType] = perType.GetValueOrDefault(e.SubType) + 1;
                    }
            }
        }
        foreach (var ((sub, lemma), count) in inside)
            if (count >= 2) _worth[(sub, lemma)] = Math.Sqrt(count) * Math.Log((double)count / perType[sub] / ((double)all[lemma] / total));
    }

    public Anchor? Of(GoldReport report, GoldEvent e)
    {
        var document = report.Document;
        var (first, end) = GoldEvents.Evidence(document, e.Evidence);
        var best = -1;
        var worth = double.MinValue;
        var subType = 0;
        while (subType < _ontology.SubTypes.Length && _ontology.SubTypes[subType].Name != e.SubType) subType++;
        Candidate trigger = default;
        foreach (var candidate in _triggers.Find(document, out _))
        {
            if (candidate.Token < first || candidate.Token >= end) continue;
            var value = 10.0 * (int)candidate.Lexicon.Of(subType) + _worth.GetValueOrDefault((e.SubType, document.Tokens[candidate.Token].Lemma));
            if (value > worth) (worth, best, trigger) = (value, candidate.Token, candidate);
        }
        if (best >= 0) return new(trigger.Token, trigger.First, trigger.End, e.SubType);
        for (var t = first; t < end; t++)
        {
            var token = document.Tokens[t];
            if (!Fits(token)) continue;
            var value = _worth.GetValueOrDefault((e.SubType, token.Lemma), token.Upos == Upos.VERB ? 0 : -1);
            if (value > worth) (worth, best) = (value, t);
        }
        return best < 0 ? null : new(best, best, best + 1, e.SubType);
    }

    private static bool Fits(in Token token) => token.Upos is Upos.VERB or Upos.NOUN && token.Lemma.Length > 2;
}

/// <summary>Whether two names call the same one, by their content words, as the scorer of coded events has it.</summary>
internal static class SameName
{
    private static readonly HashSet<string> Stop = [.. "the a an of in on at to for and or by with from its his her their al el de la at least some several many more than about".Split(' ')];
    private static readonly (string, string)[] Aliases = [("islamic state iraq levant", "is"), ("islamic state iraq syria", "is"), ("islamic state", "is"), ("isis", "is"), ("isil", "is"), ("daesh", "is"), ("u s", "us"), ("united states", "us"), ("american", "us"), ("united kingdom", "uk"), ("british", "uk"), ("united nations", "un"), ("kurdistan workers party", "pkk"), ("syrian democratic forces", "sdf"), ("free syrian army", "fsa")];
    private static readonly string[] Endings = ["ians", "ian", "ese", "is", "ish", "an", "ns", "i", "es", "s", "n"];

    public static bool Of(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));
        if (a.Count == 0 || b.Count == 0) return false;
        var shared = a.Count(b.Contains);
        return shared >= 0.5 * Math.Min(a.Count, b.Count) && shared >= 0.25 * (a.Count + b.Count - shared);
    }

    private static HashSet<string> Words(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name.Replace("'s", " ", StringComparison.Ordinal).Normalize(NormalizationForm.FormKD))
            if (c < 128) text.Append(char.IsAsciiLetterOrDigit(c) ? char.ToLower(c, CultureInfo.InvariantCulture) : ' ');
        var joined = " " + string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !Stop.Contains(w))) + " ";
        foreach (var (from, to) in Aliases) joined = joined.Replace($" {from} ", $" {to} ", StringComparison.Ordinal);
        return [.. joined.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Stem)];
    }

    private static string Stem(string word)
    {
        foreach (var ending in Endings)
            if (word.Length > ending.Length + 3 && word.EndsWith(ending, StringComparison.Ordinal)) return word[..^ending.Length];
        return word;
    }
}
