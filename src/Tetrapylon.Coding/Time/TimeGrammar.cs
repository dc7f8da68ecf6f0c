using System.Collections.Frozen;
using System.Globalization;
using Tetrapylon.Coding.Numbers;
using Tetrapylon.Knowledge.Loading;
using Tetrapylon.Model;

namespace Tetrapylon.Coding.Time;

/// <summary>A rule of <c>data/languages/*/time</c>: patterns, what each marked expression reads as, and examples.</summary>
/// <param name="NotAfter">Words that must not stand directly before the match.</param>
/// <param name="NotBefore">Words that must not stand directly after it.</param>
public sealed record TimeRule(string Name, int Order, FrozenSet<string> NotAfter, FrozenSet<string> NotBefore, IReadOnlyList<string> Examples, IReadOnlyList<string> Counterexamples);

/// <summary>The time rules compiled into one automaton over atoms: a trie of flat patterns whose edges are words and classes of words.</summary>
public sealed class TimeGrammar
{
    internal readonly record struct Setting(TimeField Field, int Step, double Sign, double Number, string? Text);

    internal sealed record Accept(TimeRule Rule, (int Start, int End)[] Extents, TimeOp[] Ops, Setting[][] Settings);

    private readonly FrozenDictionary<long, int> _edges;
    private readonly Accept[][] _accepts;
    private readonly TimeLexicon _lexicon;

    public IReadOnlyList<TimeRule> Rules { get; }

    private TimeGrammar(FrozenDictionary<long, int> edges, Accept[][] accepts, TimeLexicon lexicon, IReadOnlyList<TimeRule> rules) =>
        (_edges, _accepts, _lexicon, Rules) = (edges, accepts, lexicon, rules);

    /// <summary>Reads <c>words.yaml</c>, <c>phrases.yaml</c> and every other file of the folder as rules.</summary>
    /// <exception cref="DataException">Something is wrong in the files; all of it is listed.</exception>
    public static TimeGrammar Load(DataFolder data, NumberWords numbers)
    {
        const string folder = "languages/en/time";
        var problems = new DataProblems();
        var phrases = new Dictionary<string, string>(StringComparer.Ordinal);
        if (YamlFile.Map(data.File(folder + "/phrases.yaml"), problems) is { } map)
            foreach (var (key, value, _) in map.Pairs()) phrases[key] = value;

        var symbols = new Dictionary<string, int>(StringComparer.Ordinal);
        var edges = new Dictionary<long, int>();
        var accepts = new List<List<Accept>> { new() };
        var rules = new List<TimeRule>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in data.Files(folder, ".yaml"))
        {
            if (Path.GetFileName(file.Name) is "words.yaml" or "phrases.yaml") continue;
            foreach (var rule in YamlFile.Maps(file, problems))
            {
                var name = rule.Text("rule");
                if (!names.Add(name)) rule.Problem("rule", $"the rule '{name}' stands twice");
                var made = new TimeRule(name, rules.Count, rule.Texts("not_after").ToFrozenSet(StringComparer.Ordinal), rule.Texts("not_before").ToFrozenSet(StringComparer.Ordinal),
                    rule.Texts("example"), rule.Texts("not"));
                rules.Add(made);
                var reads = rule.Texts("reads");
                if (reads.Count == 0) rule.Problem("'reads' is missing");
                if (made.Examples.Count == 0) rule.Problem("a rule needs at least one example");
                foreach (var pattern in rule.Texts("pattern"))
                    try
                    {
                        var flats = TimePattern.Unfold(pattern, phrases);
                        foreach (var label in Labels(reads).Where(l => !flats.Any(f => f.Steps.Any(s => s.Label == l))))
                            if (rule.Texts("pattern").Count == 1) throw new FormatException($"'reads' asks for '${label}', which the pattern does not have");
                        foreach (var flat in flats)
                        {
                            var (ops, settings) = Compile(reads, flat);
                            var node = 0;
                            foreach (var step in flat.Steps)
                            {
                                if (!symbols.TryGetValue(step.Symbol, out var symbol)) symbols[step.Symbol] = symbol = symbols.Count;
                                var key = (long)node << 32 | (uint)symbol;
                                if (!edges.TryGetValue(key, out var next))
                                {
                                    edges[key] = next = accepts.Count;
                                    accepts.Add([]);
                                }
                                node = next;
                            }
                            accepts[node].Add(new(made, [.. flat.Extents], ops, settings));
                        }
                    }
                    catch (FormatException e)
                    {
                        rule.Problem("pattern", e.Message);
                    }
                rule.Done();
            }
        }
        var classes = YamlFile.Maps(data.File(folder + "/words.yaml"), problems).ToList();
        var lexicon = new TimeLexicon(classes, symbols, numbers);
        var known = classes.Select(c => c.Text("class")).Concat(TimeLexicon.NumberClasses).ToHashSet(StringComparer.Ordinal);
        foreach (var symbol in symbols.Keys.Where(s => TimeLexicon.IsClass(s) && !known.Contains(s)))
            problems.Add(folder, 1, $"rules ask for the class '{symbol}', which words.yaml does not have");
        problems.ThrowIfAny();
        return new(edges.ToFrozenDictionary(), [.. accepts.Select(a => a.ToArray())], lexicon, rules);
    }

    private static IEnumerable<string> Labels(IReadOnlyList<string> reads) =>
        reads.SelectMany(r => r.Split(' ')).Where(w => w.Contains('$', StringComparison.Ordinal)).Select(w => w[(w.IndexOf('$', StringComparison.Ordinal) + 1)..]);

    private static (TimeOp[], Setting[][]) Compile(IReadOnlyList<string> reads, FlatPattern flat)
    {
        var ops = new TimeOp[flat.Extents.Count];
        var settings = new Setting[flat.Extents.Count][];
        for (var e = 0; e < ops.Length; e++)
        {
            if (e >= reads.Count) throw new FormatException($"the pattern marks {flat.Extents.Count} expressions, 'reads' has {reads.Count}");
            var words = reads[e].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (!Enum.TryParse(words[0], ignoreCase: true, out ops[e])) throw new FormatException($"'{words[0]}' is not something a rule can read");
            var made = new List<Setting>();
            foreach (var word in words.Skip(1))
            {
                var split = word.IndexOf('=', StringComparison.Ordinal);
                if (split < 1 || !Enum.TryParse<TimeField>(word[..split], ignoreCase: true, out var field)) throw new FormatException($"'{word}' is not a field=value of a reading");
                var value = word[(split + 1)..];
                var sign = value.StartsWith('-') ? -1 : 1;
                if (!value.Contains('$', StringComparison.Ordinal))
                {
                    made.Add(new(field, -1, 1, double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0, value));
                    continue;
                }
                // A label that this reading of the pattern left out sets nothing.
                var label = value[(value.IndexOf('$', StringComparison.Ordinal) + 1)..];
                for (var s = 0; s < flat.Steps.Count; s++)
                    if (flat.Steps[s].Label == label) made.Add(new(field, s, sign, 0, null));
            }
            settings[e] = [.. made];
        }
        return (ops, settings);
    }

    /// <summary>Scratch of one worker; reused from sentence to sentence.</summary>
    public sealed class Scratch
    {
        internal readonly List<Atom> Atoms = [];
        internal readonly List<int> Words = [];
        internal readonly List<TimeItem> Items = [];
        internal readonly List<int> ItemsFrom = [];
        internal readonly (TimeItem Item, int At)[] Path = new (TimeItem, int)[64];
        internal readonly (TimeItem Item, int At)[] Longest = new (TimeItem, int)[64];
        internal readonly (TimeItem Item, int At)[] Best = new (TimeItem, int)[64];
        internal Accept? Found;
        internal int Last, End;
    }

    /// <summary>The expressions of one sentence, leftmost and longest first, in text order.</summary>
    public void Match(Document document, Sentence sentence, bool caseTells, Scratch scratch, List<TimeReading> found)
    {
        var (atoms, words, items, from) = (scratch.Atoms, scratch.Words, scratch.Items, scratch.ItemsFrom);
        atoms.Clear(); words.Clear(); items.Clear(); from.Clear();
        Atom.Cut(document, sentence.First, sentence.End, atoms);
        foreach (ref readonly var atom in System.Runtime.InteropServices.CollectionsMarshal.AsSpan(atoms)) words.Add(_lexicon.WordOf(atom));
        for (var i = 0; i < atoms.Count; i++)
        {
            from.Add(items.Count);
            _lexicon.Read(document, atoms, words, i, caseTells, items);
        }
        from.Add(items.Count);
        for (var i = 0; i < atoms.Count;)
        {
            // A match may begin with words that are only context; one that begins later may have the longer expression.
            Accept? best = null;
            var (bestFirst, bestLast) = (int.MaxValue, 0);
            for (var start = i; start < atoms.Count && start <= bestFirst && (best is not null || start == i); start++)
            {
                if (from[start + 1] == from[start]) continue;
                scratch.Found = null;
                Walk(scratch, 0, start, 0);
                if (scratch.Found is not { } match) continue;
                var first = scratch.Longest[match.Extents[0].Start].At;
                if (best is not null && (first > bestFirst || scratch.Last <= bestLast)) continue;
                (best, bestFirst, bestLast) = (match, first, scratch.Last);
                Array.Copy(scratch.Longest, scratch.Best, scratch.Best.Length);
            }
            i = best is null ? i + 1 : Math.Max(i + 1, Take(document, scratch, best, found));
        }
    }

    private void Walk(Scratch scratch, int node, int at, int depth)
    {
        foreach (var accept in _accepts[node])
        {
            var last = EndOf(scratch.Path, accept.Extents[^1].End - 1);
            if (scratch.Found is { } best && (last < scratch.Last || last == scratch.Last && (at < scratch.End || at == scratch.End && accept.Rule.Order >= best.Rule.Order))) continue;
            if (accept.Rule.NotBefore.Count > 0 && at < scratch.Atoms.Count && Has(accept.Rule.NotBefore, scratch.Atoms[at])) continue;
            var first = scratch.Path[0].At;
            if (accept.Rule.NotAfter.Count > 0 && first > 0 && Has(accept.Rule.NotAfter, scratch.Atoms[first - 1])) continue;
            (scratch.Found, scratch.End, scratch.Last) = (accept, at, last);
            Array.Copy(scratch.Path, scratch.Longest, depth);
        }
        if (at >= scratch.Atoms.Count || depth >= scratch.Path.Length) return;
        for (var k = scratch.ItemsFrom[at]; k < scratch.ItemsFrom[at + 1]; k++)
        {
            var item = scratch.Items[k];
            if (!_edges.TryGetValue((long)node << 32 | (uint)item.Symbol, out var next)) continue;
            scratch.Path[depth] = (item, at);
            Walk(scratch, next, at + item.Atoms, depth + 1);
        }
    }

    private static bool Has(FrozenSet<string> words, in Atom atom) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(atom.Lower);

    private static int EndOf((TimeItem Item, int At)[] path, int step) => path[step].At + path[step].Item.Atoms;

    private static int Take(Document document, Scratch scratch, Accept accept, List<TimeReading> found)
    {
        var end = 0;
        for (var e = 0; e < accept.Extents.Length; e++)
        {
            var (start, stop) = accept.Extents[e];
            var first = scratch.Best[start].At;
            end = EndOf(scratch.Best, stop - 1);
            if (accept.Ops[e] == TimeOp.None) continue;
            var reading = new TimeReading
            {
                Rule = accept.Rule,
                Op = accept.Ops[e],
                Span = new(scratch.Atoms[first].Span.Start, scratch.Atoms[end - 1].Span.End),
                FirstToken = scratch.Atoms[first].Token,
                EndToken = scratch.Atoms[end - 1].Token + 1,
                Extent = e,
            };
            foreach (var setting in accept.Settings[e])
                if (setting.Step < 0) reading.Set(setting.Field, setting.Number, setting.Text);
                else
                {
                    var item = scratch.Best[setting.Step].Item;
                    reading.Set(setting.Field, setting.Sign * item.Number, item.Text);
                    if (setting.Field == TimeField.Clock)
                    {
                        reading.Set(TimeField.Hour, Math.Floor(item.Number / 100), null);
                        reading.Set(TimeField.Minute, item.Number % 100, null);
                    }
                    if (setting.Field == TimeField.Year) reading.Set(TimeField.Digits, scratch.Atoms[scratch.Best[setting.Step].At].Length, null);
                }
            found.Add(reading);
        }
        return end;
    }
}
