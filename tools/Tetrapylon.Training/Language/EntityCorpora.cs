using System.Text.Json;
using Tetrapylon.Language.Entities;
using Tetrapylon.Language.Tokens;
using Tetrapylon.Language.Words;
using Tetrapylon.Model;

namespace Tetrapylon.Training.Language;

/// <summary>A sentence with the label of each word; <see cref="Unknown"/> where nobody said.</summary>
internal sealed record LabelledSentence(Word[] Words, byte[] Labels)
{
    public const byte Unknown = 255;

    public void Mark(int first, int end, EntityKind kind)
    {
        var begin = EntityFinder.Begin(kind);
        for (var i = first; i < end; i++) Labels[i] = (byte)(i == first ? begin : begin + 1);
    }
}

/// <summary>Reads corpora with named entities and brings them to one convention: names without articles, titles and common nouns.</summary>
internal sealed class EntityCorpora(Lexicon lexicon, Tokenizer tokenizer, SentenceSplitter splitter)
{
    /// <summary>A file of words and labels in columns (B-PER, I-PER, O), sentences parted by empty lines.</summary>
    public IEnumerable<LabelledSentence> Columns(string path, int form, int label)
    {
        var (words, labels) = (new List<Word>(), new List<byte>());
        foreach (var line in File.ReadLines(path).Append(""))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) continue;
            var cells = line.Split('\t');
            if (cells.Length <= label)
            {
                if (words.Count > 0) yield return new([.. words], [.. labels]);
                words.Clear();
                labels.Clear();
                continue;
            }
            words.Add(lexicon.Of(cells[form]));
            EntityKind? kind = cells[label][Math.Min(2, cells[label].Length)..] switch { "PER" => EntityKind.Person, "ORG" => EntityKind.Organization, "LOC" => EntityKind.Location, _ => null };
            var continues = cells[label][0] == 'I' && labels.Count > 0 && kind is { } k && (labels[^1] + 1) / 2 == (EntityFinder.Begin(k) + 1) / 2;
            labels.Add(kind is null ? (byte)EntityFinder.Outside : (byte)(EntityFinder.Begin(kind.Value) + (continues ? 1 : 0)));
        }
    }

    /// <summary>The named persons, organizations and places, and the times, of a treebank of the GUM family.</summary>
    public IEnumerable<LabelledSentence> Gum(IReadOnlyList<TreeSentence> sentences)
    {
        foreach (var sentence in sentences)
        {
            var found = new LabelledSentence([.. sentence.Words.Select(w => lexicon.Of(w.Form))], new byte[sentence.Words.Count]);
            foreach (var (first, end, kind, named) in GumSpans(sentence).OrderByDescending(s => s.End - s.First).ThenBy(s => s.First))
            {
                var from = first;
                while (from < end && sentence.Words[from].Upos is "DET" or "PUNCT") from++;
                var to = from;
                while (to < end && sentence.Words[to].Form is not ("," or "(" or "'s")) to++;
                if (to == from || to - from > 7 || found.Labels[from] != EntityFinder.Outside) continue;
                var words = sentence.Words.Skip(from).Take(to - from).ToArray();
                if (kind == EntityKind.Time ? to - from <= 4 && words.Any(w => w.Upos is "NUM" or "PROPN") : words.All(w => w.Upos is "PROPN" or "ADP" or "PUNCT" or "NUM" || named && char.IsUpper(w.Form[0])) && words[^1].Upos != "ADP" && char.IsUpper(words[0].Form[0]))
                    found.Mark(from, to, kind);
            }
            yield return found;
        }
    }

    /// <summary>Documents of re3d of which <paramref name="of"/> says yes, by number.</summary>
    public IEnumerable<LabelledSentence> Re3d(string folder, Func<int, bool> of)
    {
        var number = 0;
        foreach (var source in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var spans = File.ReadLines(Path.Combine(source, "entities.json")).Select(l => JsonDocument.Parse(l).RootElement)
                .ToLookup(e => e.GetProperty("documentId").GetString()!, e => (Start: e.GetProperty("begin").GetInt32(), End: e.GetProperty("end").GetInt32(), Type: e.GetProperty("type").GetString()!), StringComparer.Ordinal);
            foreach (var line in File.ReadLines(Path.Combine(source, "documents.json")))
            {
                var document = JsonDocument.Parse(line).RootElement;
                if (!of(number++)) continue;
                var marks = spans[document.GetProperty("_id").GetString()!].OrderByDescending(s => s.End - s.Start).ThenBy(s => s.Start).ToArray();
                foreach (var (sentence, tokens) in Sentences(document.GetProperty("text").GetString()!))
                {
                    foreach (var (start, end, type) in marks)
                    {
                        EntityKind? kind = type switch
                        {
                            "Person" => EntityKind.Person,
                            "Organisation" => EntityKind.Organization,
                            "Location" => EntityKind.Location,
                            "Temporal" => EntityKind.Time,
                            "Weapon" or "MilitaryPlatform" => EntityKind.Weapon,
                            _ => null,
                        };
                        var first = Array.FindIndex(tokens, t => t.Start >= start && t.Start < end);
                        var last = Array.FindLastIndex(tokens, t => t.End <= end && t.End > start);
                        if (kind is not { } k || first < 0 || last < first) continue;
                        while (first < last && sentence.Words[first].Lower is "the" or "a" or "an") first++;
                        if (IsName(sentence.Words.AsSpan(first, last + 1 - first), k) && sentence.Labels[first] == EntityFinder.Outside) sentence.Mark(first, last + 1, k);
                    }
                    yield return sentence;
                }
            }
        }
    }

    /// <summary>Reports whose coded actors and places are known; other words with a capital stay unknown.</summary>
    public IEnumerable<LabelledSentence> Coded(string reports, string gold)
    {
        var texts = File.ReadLines(reports).Select(l => JsonDocument.Parse(l).RootElement).ToDictionary(r => r.GetProperty("id").GetString()!, r => r.GetProperty("text").GetString()!, StringComparer.Ordinal);
        foreach (var line in File.ReadLines(gold))
        {
            var report = JsonDocument.Parse(line).RootElement;
            var names = new HashSet<(string Name, EntityKind Kind)>();
            foreach (var told in report.GetProperty("events").EnumerateArray())
            {
                if (told.GetProperty("place") is { ValueKind: JsonValueKind.String } place) names.Add((place.GetString()!, EntityKind.Location));
                foreach (var side in new[] { "actors", "recipients" })
                    foreach (var actor in told.GetProperty(side).EnumerateArray())
                        names.Add((actor.GetString()!, EntityKind.Organization));
            }
            if (names.Count == 0 || !texts.TryGetValue(report.GetProperty("id").GetString()!, out var text)) continue;
            foreach (var (sentence, tokens) in Sentences(text))
            {
                for (var i = 1; i < tokens.Length; i++)
                    if (sentence.Words[i].Capitalized) sentence.Labels[i] = LabelledSentence.Unknown;
                if (tokens.Length > 0) sentence.Labels[0] = LabelledSentence.Unknown;
                foreach (var (name, kind) in names)
                    for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
                    {
                        var first = Array.FindIndex(tokens, t => t.Start == at);
                        var last = Array.FindIndex(tokens, t => t.End == at + name.Length);
                        if (first < 0 || last < first) continue;
                        var words = sentence.Words.AsSpan(first, last + 1 - first);
                        var organization = words.Length > 1 && (words[^1].Classes & (WordClass.Noun | WordClass.NounPlural)) != 0;
                        if (IsName(words, kind) && (kind == EntityKind.Location || organization)) sentence.Mark(first, last + 1, kind);
                    }
                yield return sentence;
            }
        }
    }

    private static bool IsName(ReadOnlySpan<Word> words, EntityKind kind)
    {
        if (words.Length is 0 or > 6) return false;
        if (kind is EntityKind.Time or EntityKind.Weapon) return words.Length <= 4;
        if (!words[0].Capitalized || !words[^1].Capitalized) return false;
        foreach (var word in words)
            if (!word.Capitalized && word.Lower is not ("of" or "for" or "and" or "the" or "-" or "al" or "el" or "ez" or "ash" or "as" or "at" or "de" or "in")) return false;
        // An office is no person.
        return kind != EntityKind.Person || (words[^1].Classes & WordClass.Noun) == 0;
    }

    private IEnumerable<(LabelledSentence Sentence, RawToken[] Tokens)> Sentences(string text)
    {
        foreach (var (start, end) in Lines(text))
        {
            var (raw, ends) = (new RawTokens(), new List<int>());
            tokenizer.Cut(text, start, end, raw);
            splitter.Split(raw, 0, ends);
            var first = 0;
            foreach (var stop in ends)
            {
                var tokens = new RawToken[stop - first];
                for (var i = first; i < stop; i++) tokens[i - first] = raw[i];
                first = stop;
                yield return (new([.. tokens.Select(t => t.Word)], new byte[tokens.Length]), tokens);
            }
        }
    }

    private static IEnumerable<(int Start, int End)> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            if (end < 0) end = text.Length;
            if (end > start) yield return (start, end);
            start = end + 1;
        }
    }

    /// <summary>Mentions in the brackets of the last column: "(12-place-...-Name" opens, "12)" closes, "(12-place-...)" is one word.</summary>
    private static IEnumerable<(int First, int End, EntityKind Kind, bool Named)> GumSpans(TreeSentence sentence)
    {
        var open = new List<(string Id, int First, string Type, bool Named)>();
        for (var i = 0; i < sentence.Words.Count; i++)
        {
            var misc = sentence.Words[i].Misc.Split('|').FirstOrDefault(m => m.StartsWith("Entity=", StringComparison.Ordinal));
            if (misc is null) continue;
            foreach (var part in System.Text.RegularExpressions.Regex.Matches(misc[7..], @"\([^()]+\)?|[^()]+\)").Select(m => m.Value))
            {
                var cells = part.Trim('(', ')').Split('-');
                if (part[0] == '(')
                    open.Add((cells[0], i, cells.Length > 1 ? cells[1] : "", cells.Length > 6 && cells[^1].Length > 0 && char.IsUpper(cells[^1][0])));
                if (part[^1] != ')') continue;
                var at = open.FindLastIndex(o => o.Id == cells[0]);
                if (at < 0) continue;
                var (_, first, type, named) = open[at];
                open.RemoveAt(at);
                if (type switch { "person" => EntityKind.Person, "organization" => EntityKind.Organization, "place" => EntityKind.Location, "time" => EntityKind.Time, _ => (EntityKind?)null } is { } kind)
                    yield return (first, i + 1, kind, named);
            }
        }
    }
}
